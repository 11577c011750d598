/** Words of expr-lang that are no variables. https://expr-lang.org/docs/language-definition */
const words: ReadonlySet<string> = new Set([
  "true",
  "false",
  "nil",
  "and",
  "or",
  "not",
  "in",
  "matches",
  "contains",
  "startsWith",
  "endsWith",
  "let",
  "if",
  "else",
]);

const token =
  /\s+|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)|(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)|([A-Za-z_]\w*)|(\?\?|\?\.|\*\*|&&|\|\||[<>!=]=|\.\.|[-+*/%^<>!?:(),.[\]{}|#;=])/y;

interface Token {
  kind: "text" | "number" | "name" | "sign";
  text: string;
}

/** Tokens of a formula, or what could not be read. */
function tokens(formula: string): Token[] | string {
  const found: Token[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < formula.length) {
    const at = token.lastIndex;
    const match = token.exec(formula);
    if (match === null) return JSON.stringify(formula.slice(at, at + 10));
    const [, text, number, name, sign] = match;
    if (text !== undefined) found.push({ kind: "text", text });
    else if (number !== undefined) found.push({ kind: "number", text: number });
    else if (name !== undefined) found.push({ kind: "name", text: name });
    else if (sign !== undefined) found.push({ kind: "sign", text: sign });
  }
  return found;
}

/** Variables that a formula reads: neither functions, nor fields, nor what it declares itself. */
export function formulaNames(formula: string): string[] {
  const all = tokens(formula);
  if (typeof all === "string") return [];
  const declared = new Set(
    all.flatMap(({ text }, i) => (all[i - 1]?.text === "let" ? [text] : [])),
  );
  const names = all.filter(({ kind, text }, i) => {
    if (kind !== "name" || words.has(text) || declared.has(text)) return false;
    const before = all[i - 1]?.text;
    return all[i + 1]?.text !== "(" && before !== "." && before !== "?.";
  });
  return [...new Set(names.map(({ text }) => text))];
}

const closing: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** What keeps a formula from compiling, as far as its signs show. */
export function formulaFaults(formula: string): string[] {
  const all = tokens(formula);
  if (typeof all === "string") return [`something unreadable at ${all}`];
  if (all.length === 0) return ["nothing"];
  const open: string[] = [];
  for (const [i, { kind, text }] of all.entries()) {
    const next = all[i + 1];
    if (text in closing && kind === "sign") open.push(closing[text] ?? "");
    else if ([")", "]", "}"].includes(text) && open.pop() !== text)
      return [`a ${text} that nothing opened`];
    if (isOperator(all[i]) && (next === undefined || [")", "]", ","].includes(next.text)))
      return [`a ${text} without anything after it`];
    if (isOperand(all[i]) && next !== undefined && isOperand(next))
      return [`${text} and ${next.text} without an operator between them`];
  }
  const [missing] = open;
  return missing === undefined ? [] : [`no ${missing} for what was opened`];
}

function isOperator(one: Token | undefined): boolean {
  return one?.kind === "sign" && /^([-+*/%^<>?:]|\*\*|&&|\|\||[<>!=]=|\?\?)$/.test(one.text);
}

function isOperand(one: Token | undefined): boolean {
  return (
    one !== undefined && (one.kind === "number" || (one.kind === "name" && !words.has(one.text)))
  );
}
