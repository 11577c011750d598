/** A text in rows of at most `width` columns, broken at spaces; a longer word has a row of its own. */
export function wrap(text: string, width: number): string[] {
  return text.split(" ").reduce<string[]>((rows, word) => {
    const last = rows.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) return [...rows, word];
    return [...rows.slice(0, -1), `${last} ${word}`];
  }, []);
}
