import { formulaTokens, type FormulaToken } from "./formula-tokens";

/** A value of a formula; undefined is nil, the value of a trigger that errs. */
export type FormulaValue = number | boolean | undefined | readonly FormulaValue[];

export type FormulaVariables = ReadonlyMap<string, number | undefined>;

type Node = (variables: FormulaVariables) => FormulaValue;

/** Binding strengths of expr-lang; `??` binds strongest. https://expr-lang.org/docs/language-definition#operators */
const strengths: Readonly<Record<string, number>> = {
  "||": 10,
  or: 10,
  "&&": 15,
  and: 15,
  "==": 20,
  "!=": 20,
  "<": 20,
  ">": 20,
  "<=": 20,
  ">=": 20,
  "+": 30,
  "-": 30,
  "*": 60,
  "/": 60,
  "%": 60,
  "**": 100,
  "^": 100,
  "??": 500,
};

const functions: Readonly<Record<string, (...values: number[]) => number>> = {
  max: Math.max,
  min: Math.min,
  abs: Math.abs,
  ceil: Math.ceil,
  floor: Math.floor,
  // Half away from zero, unlike Math.round.
  round: (value = NaN) => Math.sign(value) * Math.round(Math.abs(value)),
  int: (value = NaN) => Math.trunc(value),
  float: (value = NaN) => value,
  sum: (...values) => values.reduce((total, value) => total + value, 0),
  mean: (...values) => values.reduce((total, value) => total + value, 0) / values.length,
};

/**
 * Compiles the arithmetic part of a `scalingModifiers.formula`: numbers, triggers by name, comparisons, `? :`, `??` and the
 * usual functions of numbers and lists.
 *
 * @throws Error when the formula is not of that part.
 */
export function compileFormula(text: string): (variables: FormulaVariables) => number {
  const node = new FormulaReader(text).read();
  return (variables) => number(node(variables), text);
}

class FormulaReader {
  private readonly tokens: readonly FormulaToken[];
  private at = 0;

  constructor(private readonly text: string) {
    this.tokens = formulaTokens(text);
  }

  read(): Node {
    const node = this.choice();
    if (this.at < this.tokens.length) this.refuse();
    return node;
  }

  private choice(): Node {
    const test = this.binary(0);
    if (!this.take("?")) return test;
    const yes = this.choice();
    this.need(":");
    const no = this.choice();
    return (variables) => (test(variables) === true ? yes(variables) : no(variables));
  }

  private binary(least: number): Node {
    let left = this.unary();
    for (;;) {
      const sign = this.tokens[this.at]?.text ?? "";
      const strength = strengths[sign];
      if (strength === undefined || strength < least) return left;
      this.at++;
      const rightAssociative = sign === "**" || sign === "^";
      const right = this.binary(rightAssociative ? strength : strength + 1);
      left = this.operation(sign, left, right);
    }
  }

  private operation(sign: string, left: Node, right: Node): Node {
    const { text } = this;
    if (sign === "??") return (variables) => left(variables) ?? right(variables);
    if (sign === "==") return (variables) => left(variables) === right(variables);
    if (sign === "!=") return (variables) => left(variables) !== right(variables);
    if (sign === "&&" || sign === "and")
      return (variables) => left(variables) === true && right(variables) === true;
    if (sign === "||" || sign === "or")
      return (variables) => left(variables) === true || right(variables) === true;
    return (variables) =>
      arithmetic(sign, number(left(variables), text), number(right(variables), text));
  }

  private unary(): Node {
    const { text } = this;
    if (this.take("-")) {
      const operand = this.binary(90);
      return (variables) => -number(operand(variables), text);
    }
    if (this.take("+")) return this.binary(90);
    if (this.take("!") || this.take("not")) {
      const operand = this.binary(50);
      return (variables) => operand(variables) !== true;
    }
    return this.primary();
  }

  private primary(): Node {
    const token = this.tokens[this.at++];
    if (token?.kind === "number") return () => Number(token.text.replaceAll("_", ""));
    if (token?.text === "(") {
      const inner = this.choice();
      this.need(")");
      return inner;
    }
    if (token?.text === "[") {
      const items = this.list("]");
      return (variables) => items.map((item) => item(variables));
    }
    if (token?.kind !== "name") return this.refuse();
    if (this.take("(")) return this.call(token.text);
    const { text: name } = token;
    if (name === "nil") return () => undefined;
    if (name === "true" || name === "false") return () => name === "true";
    return (variables) => variables.get(name);
  }

  private call(name: string): Node {
    const { text } = this;
    const called = functions[name] ?? this.refuse();
    const items = this.list(")");
    return (variables) => {
      const values = items.flatMap((item) => item(variables));
      return called(...values.map((value) => number(value, text)));
    };
  }

  private list(end: string): Node[] {
    const items: Node[] = [];
    while (!this.take(end)) {
      if (items.length > 0) this.need(",");
      items.push(this.choice());
    }
    return items;
  }

  private take(text: string): boolean {
    if (this.tokens[this.at]?.text !== text) return false;
    this.at++;
    return true;
  }

  private need(text: string): void {
    if (!this.take(text)) this.refuse();
  }

  private refuse(): never {
    const found = this.tokens.slice(Math.max(0, this.at - 1), this.at + 2);
    const near = found.map(({ text }) => text).join(" ");
    throw new Error(
      `formula: expected arithmetic over triggers, got: ${JSON.stringify(this.text)}: look near ${JSON.stringify(near)}`,
    );
  }
}

function arithmetic(sign: string, left: number, right: number): number | boolean {
  switch (sign) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    case "%":
      return left % right;
    case "<":
      return left < right;
    case ">":
      return left > right;
    case "<=":
      return left <= right;
    case ">=":
      return left >= right;
    default:
      return left ** right;
  }
}

/** Arithmetic needs numbers: nil makes the whole formula an error, as in KEDA. */
function number(value: FormulaValue, text: string): number {
  if (typeof value === "number") return value;
  throw new Error(
    `formula: expected numbers in ${JSON.stringify(text)}, got: ${JSON.stringify(value) ?? "nil"}: use ?? where a trigger may fail`,
  );
}
