/** Text in the place of HTML text or of a quoted attribute; a number keeps its unit on its line. */
export function escaped(text: string): string {
  return text
    .replace(/(\d) (?=(?:[smhdkMG]|%)(?!\w))/g, "$1\u00a0")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/'/g, "&#39;");
}

/** JSON inside a script element: no `</script>`, no comment that hides it, and no line end that only old parsers know. */
export function embeddedJson(value: unknown): string {
  return JSON.stringify(value)
    .replace(/</g, "\\u003c")
    .replace(/\u2028/g, "\\u2028")
    .replace(/\u2029/g, "\\u2029");
}

/** A cell that is HTML already; plain strings are escaped. */
export interface Html {
  html: string;
}

/** A table with a caption, in a frame that scrolls on its own on a narrow screen; the first column names the row. */
export function htmlTable(
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly (string | Html)[])[],
): string {
  const inner = (cell: string | Html): string =>
    typeof cell === "string" ? escaped(cell) : cell.html;
  const head = heads.map((text) => `<th scope="col">${escaped(text)}</th>`).join("");
  const body = rows.map(([first = "", ...others]) => {
    const cells = others.map((cell) => `<td>${inner(cell)}</td>`).join("");
    return `<tr><th scope="row">${inner(first)}</th>${cells}</tr>`;
  });
  return [
    `<div class="scroll" tabindex="0" role="region" aria-label="${escaped(caption)}">`,
    `<table><caption>${escaped(caption)}</caption>`,
    `<thead><tr>${head}</tr></thead><tbody>`,
    ...body,
    "</tbody></table></div>",
  ].join("\n");
}
