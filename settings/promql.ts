import { parser } from "@prometheus-io/lezer-promql";

/** A node of a parsed query. */
export type Node = ReturnType<typeof parser.parse>["topNode"];

/** A PromQL query, parsed by Prometheus' own grammar. */
export interface PromQuery {
  text: string;
  root: Node;
}

/** A parsed query, or undefined when Prometheus could not read it. */
export function parseQuery(text: string): PromQuery | undefined {
  const root = parser.parse(text).topNode;
  let broken = root.firstChild === null;
  visit(root, (node) => {
    broken ||= node.type.isError;
  });
  return broken ? undefined : { text, root };
}

function visit(node: Node, look: (node: Node) => void): void {
  look(node);
  for (let child = node.firstChild; child !== null; child = child.nextSibling) visit(child, look);
}

/** Nodes directly below one. */
export function children(node: Node): Node[] {
  const found: Node[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) found.push(child);
  return found;
}

function all(query: PromQuery, look: (node: Node) => boolean): Node[] {
  const found: Node[] = [];
  visit(query.root, (node) => {
    if (look(node)) found.push(node);
  });
  return found;
}

/** The part of a query that a node stands for. */
export function text({ text }: PromQuery, { from, to }: Node): string {
  return text.slice(from, to);
}

/** What yields at most one element, or passes one element on. */
const aggregatesThatKeepSeveral = new Set([
  "Topk",
  "Bottomk",
  "LimitK",
  "LimitRatio",
  "CountValues",
]);

/** Whether a query can yield more than one element, which KEDA refuses: "returned multiple elements". */
export function yieldsSeveral(query: PromQuery): boolean {
  return severalIn(query.root, query);
}

function severalIn(node: Node, query: PromQuery): boolean {
  const inside = children(node);
  switch (node.name) {
    case "AggregateExpr":
      return severalInAggregate(node, query);
    case "FunctionCall": {
      const name = text(query, inside[0] ?? node);
      if (["scalar", "vector", "time", "absent", "absent_over_time", "pi"].includes(name))
        return false;
      const grouped = name === "histogram_quantile";
      const operands = inside
        .filter((child) => child.name === "FunctionCallBody")
        .flatMap(children);
      return operands.some((operand) =>
        grouped && operand.name === "AggregateExpr"
          ? groupingLabels(operand, query).some((label) => label !== "le")
          : severalIn(operand, query),
      );
    }
    case "VectorSelector":
    case "MatrixSelector":
      return true;
    case "BinaryExpr": {
      const [left, right] = [inside[0], inside.at(-1)];
      const both = [left, right].filter((side) => side !== undefined);
      const isSet = inside.some(({ name }) => ["Or"].includes(name));
      // Matching one element with several labels leaves what both sides have; with `or`, either.
      return isSet
        ? both.some((side) => severalIn(side, query))
        : both.filter((side) => !isScalar(side)).every((side) => severalIn(side, query)) &&
            both.some((side) => !isScalar(side));
    }
    default:
      return inside.some((child) => severalIn(child, query));
  }
}

/** Whether a node is a number or a text that stands there as such. */
export function isScalar({ name }: Node): boolean {
  return /^NumberDurationLiteral|^StringLiteral$/.test(name);
}

function severalInAggregate(node: Node, query: PromQuery): boolean {
  const operator = children(node).find(({ name }) => name === "AggregateOp");
  const kept = operator?.firstChild?.name ?? "";
  if (aggregatesThatKeepSeveral.has(kept)) {
    const [count] = children(
      children(node).find(({ name }) => name === "FunctionCallBody") ?? node,
    );
    return !(kept.endsWith("k") && count !== undefined && text(query, count) === "1");
  }
  return (
    children(node).some((child) => child.name === "AggregateModifier" && hasWithout(child)) ||
    groupingLabels(node, query).length > 0
  );
}

function hasWithout(modifier: Node): boolean {
  return children(modifier).some(({ name }) => name === "Without");
}

function groupingLabels(aggregate: Node, query: PromQuery): string[] {
  const modifier = children(aggregate).find(({ name }) => name === "AggregateModifier");
  const labels = modifier && children(modifier).find(({ name }) => name === "GroupingLabels");
  return labels === undefined ? [] : children(labels).map((label) => text(query, label));
}

/** Whether missing data reads as 0, as by `or vector(0)`. */
export function hidesMissingData(query: PromQuery): boolean {
  return all(query, ({ name }) => name === "BinaryExpr").some((node) => {
    const inside = children(node);
    const last = inside.at(-1);
    return (
      inside.some(({ name }) => name === "Or") &&
      last !== undefined &&
      /^\(*vector\(\s*0(\.0*)?\s*\)\)*$/.test(text(query, last))
    );
  });
}

/** Whether the outermost operation divides by a number of pods or replicas. */
export function dividesByPods(query: PromQuery): boolean {
  return all(query, ({ name }) => name === "BinaryExpr").some((node) => {
    const inside = children(node);
    const last = inside.at(-1);
    if (last === undefined || !inside.some(({ name }) => name === "Div")) return false;
    const divisor = text(query, last);
    return (
      /^\(*\s*(scalar\(\s*)?(count|group)\b/.test(divisor) ||
      /kube_(deployment|replicaset|statefulset|horizontalpodautoscaler)_(status|spec)_\w*replicas/.test(
        divisor,
      ) ||
      /kube_pod_(info|status)|\bsum\s*\(\s*up\b/.test(divisor)
    );
  });
}

/** What makes a query look like a ratio, a latency or a percentage, which replicas do not share. */
export function sharedByNobody(query: PromQuery): string | undefined {
  const [outer] = children(query.root);
  const kind = outer === undefined ? undefined : unsharedKind(outer, query);
  if (kind !== undefined) return kind;
  const names = all(query, ({ name }) => name === "Identifier").map((node) => text(query, node));
  const telling = names.find((name) =>
    /(_ratio|_percent|_percentage|_utilization|_perc)$/.test(name),
  );
  return telling === undefined ? undefined : `metric ${telling}`;
}

function unsharedKind(node: Node, query: PromQuery): string | undefined {
  const inside = children(node);
  const words = text(query, node);
  if (node.name === "ParenExpr" && inside[0] !== undefined) return unsharedKind(inside[0], query);
  if (/^(histogram_quantile|quantile|quantile_over_time)\b/.test(words)) return "a quantile";
  if (node.name === "AggregateExpr" && /^(avg|min|max|stddev)\b/.test(words))
    return `${/^\w+/.exec(words)?.[0] ?? ""} over series`;
  if (node.name !== "BinaryExpr") return undefined;
  const [left, right] = [inside[0], inside.at(-1)];
  if (left === undefined || right === undefined) return undefined;
  const divides = inside.some(({ name }) => name === "Div");
  if (divides && !isScalar(left) && !isScalar(right)) return "a ratio";
  // `100 * a / b` and `max(a) / 8` are what their other side is.
  if (isScalar(left)) return unsharedKind(right, query);
  return isScalar(right) ? unsharedKind(left, query) : undefined;
}

/** A label by which a query selects the pods of a service, or undefined. */
export function selectsPodsOf(query: PromQuery, service: string): string | undefined {
  const labels = [
    "pod",
    "container",
    "deployment",
    "job",
    "app",
    "service",
    "app_kubernetes_io_name",
  ];
  const matchers = all(query, ({ name }) => name.endsWith("LabelMatcher"));
  return matchers
    .map((node) => text(query, node))
    .find((matcher) => {
      const [, label = "", value = ""] = /^(\w+)\s*=~?\s*["'`](.*)["'`]$/.exec(matcher) ?? [];
      const bare = value.replace(/^\^/, "").replace(/([-.]?(\.\*|\.\+|\[.*|\(.*))?\$?$/, "");
      return labels.includes(label) && bare === service;
    });
}
