import {
  children,
  dividesByPods,
  isScalar,
  text,
  yieldsSeveral,
  type Node,
  type PromQuery,
} from "../../settings/promql";

/** A query of Prometheus for messages or requests that arrive. */
export interface ArrivalRate {
  metric: string;
  /** Topic that the query names. */
  topic: string | undefined;
  /** Whether the metric counts the messages of topics; else it is some counter of the service's own traffic. */
  countsTopics: boolean;
  /** Seconds of the range of the rate. */
  rangeSeconds: number;
  /** By what the query multiplies the arrivals a second, such as 60 for a rate a minute. */
  factor: number;
  /** The query divides by a number of pods. */
  perPod: boolean;
  /** The query asks for what a recording rule keeps. */
  recorded: boolean;
  /** The query asks for replicas that share partitions evenly: partitions / clamp_min(floor(capacity / rate), 1). */
  even?: { partitions: number; capacity: number };
}

/** Kafka exporter's end offset of a partition, which grows by one with each message. */
const endOffset = "kafka_topic_partition_current_offset";

/** Recording rules are named `<labels>:<metric>:<operations>`. https://prometheus.io/docs/practices/rules/ */
const recordedRate = /^([a-z_]+):\w+:rate(\d\w*)$/;

/** What rate of arrivals a query asks for; undefined when it asks for anything else. */
export function arrivalRate(query: PromQuery): ArrivalRate | undefined {
  const [outer] = children(query.root);
  const recorded = outer?.name === "VectorSelector";
  if (outer === undefined || (!recorded && yieldsSeveral(query))) return undefined;
  return rateIn(outer, query);
}

function rateIn(node: Node, query: PromQuery): ArrivalRate | undefined {
  const [first, ...rest] = children(node);
  if (first === undefined) return undefined;
  switch (node.name) {
    case "ParenExpr":
      return rateIn(first, query);
    case "BinaryExpr":
      return rateInOperation(first, rest, query);
    case "AggregateExpr": {
      const body = first.firstChild?.name === "Sum" ? argument(node) : undefined;
      return body === undefined ? undefined : rateIn(body, query);
    }
    case "FunctionCall":
      return rateOf(text(query, first), argument(node), query);
    case "VectorSelector":
      return recordedIn(node, query);
    default:
      return undefined;
  }
}

/** `… or vector(0)`, `… / count(pods)`, and multiples of a rate. */
function rateInOperation(left: Node, rest: readonly Node[], query: PromQuery) {
  const right = rest.at(-1);
  const operator = rest[0]?.name;
  if (right === undefined) return undefined;
  const value = isScalar(right) ? Number(text(query, right)) : undefined;
  if (operator === "Div" && isScalar(left)) return evenIn(Number(text(query, left)), right, query);
  const rate = rateIn(left, query);
  if (rate === undefined) return undefined;
  if (operator === "Or" && /^vector\(/.test(text(query, right))) return rate;
  if (operator === "Mul" && value !== undefined) return { ...rate, factor: rate.factor * value };
  if (operator !== "Div") return undefined;
  if (value !== undefined) return { ...rate, factor: rate.factor / value };
  return dividesByPods(query) ? { ...rate, perPod: true } : undefined;
}

/** `clamp_min(floor(capacity / rate), 1)`. */
function evenIn(partitions: number, divisor: Node, query: PromQuery): ArrivalRate | undefined {
  const [least, one] = callOf("clamp_min", divisor, query);
  const [shared] = least === undefined ? [] : callOf("floor", least, query);
  const [capacity, ...rest] = shared?.name === "BinaryExpr" ? children(shared) : [];
  const arrivals = rest.at(-1);
  if (one === undefined || text(query, one) !== "1" || rest[0]?.name !== "Div") return undefined;
  if (capacity === undefined || !isScalar(capacity) || arrivals === undefined) return undefined;
  const rate = rateIn(arrivals, query);
  return rate && { ...rate, even: { partitions, capacity: Number(text(query, capacity)) } };
}

/** Arguments of a call of that function; none when it is another. */
function callOf(name: string, node: Node, query: PromQuery): Node[] {
  const [called, body] = node.name === "FunctionCall" ? children(node) : [];
  return called === undefined || body === undefined || text(query, called) !== name
    ? []
    : children(body);
}

function argument(call: Node): Node | undefined {
  const body = children(call).find(({ name }) => name === "FunctionCallBody");
  return body === undefined ? undefined : children(body)[0];
}

function rateOf(name: string, range: Node | undefined, query: PromQuery): ArrivalRate | undefined {
  if (range?.name !== "MatrixSelector" || !/^(rate|increase)$/.test(name)) return undefined;
  const [selector, duration] = children(range);
  const rangeSeconds = duration === undefined ? undefined : seconds(text(query, duration));
  if (selector === undefined || rangeSeconds === undefined) return undefined;
  const metric = metricOf(selector, query);
  const factor = name === "increase" ? rangeSeconds : 1;
  return arrivals(metric, metric === endOffset, rangeSeconds, factor, selector, query);
}

function recordedIn(selector: Node, query: PromQuery): ArrivalRate | undefined {
  const metric = metricOf(selector, query);
  const [, level, range = ""] = recordedRate.exec(metric) ?? [];
  const rangeSeconds = seconds(range);
  if (level === undefined || rangeSeconds === undefined) return undefined;
  const found = arrivals(metric, level === "topic", rangeSeconds, 1, selector, query);
  return { ...found, recorded: true };
}

function arrivals(
  metric: string,
  countsTopics: boolean,
  rangeSeconds: number,
  factor: number,
  selector: Node,
  query: PromQuery,
): ArrivalRate {
  const [, topic] = /\btopic\s*=\s*["'`]([^"'`]*)["'`]/.exec(text(query, selector)) ?? [];
  return { metric, topic, countsTopics, rangeSeconds, factor, perPod: false, recorded: false };
}

function metricOf(selector: Node, query: PromQuery): string {
  const name = children(selector).find(({ name }) => name === "Identifier");
  return name === undefined ? "" : text(query, name);
}

const units: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds of a duration of PromQL, such as `1m30s`; undefined when it is none. */
function seconds(duration: string): number | undefined {
  if (!/^(\d+(ms|[smhd]))+$/.test(duration)) return undefined;
  const parts = [...duration.matchAll(/(\d+)(ms|[smhd])/g)];
  return parts.reduce(
    (sum, [, number, unit]) => sum + Number(number) * (units[unit ?? ""] ?? 0),
    0,
  );
}
