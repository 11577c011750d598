export interface FormulaToken {
  kind: "number" | "name" | "sign";
  text: string;
}

const token =
  /\s*(?:(\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)|([A-Za-z_]\w*)|(\?\?|\*\*|&&|\|\||[<>!=]=|[-+*/%^<>?:!(),[\]]))/y;

/**
 * Cuts a formula into tokens.
 *
 * @throws Error at a sign that the arithmetic of triggers does not know.
 */
export function formulaTokens(formula: string): FormulaToken[] {
  const found: FormulaToken[] = [];
  const text = formula.trimEnd();
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (match === null) {
      const rest = JSON.stringify(text.slice(at).trim());
      throw new Error(`formula: expected arithmetic over triggers, got: ${rest}: remove it`);
    }
    const [, number, name, sign] = match;
    if (number !== undefined) found.push({ kind: "number", text: number });
    else if (name !== undefined) found.push({ kind: "name", text: name });
    else if (sign !== undefined) found.push({ kind: "sign", text: sign });
  }
  return found;
}
