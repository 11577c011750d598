import { recordSeconds } from "../../components/monitoring/prometheus-rule";
import { at, textAt } from "../../settings/lint/manifest";
import { parseQuery } from "../../settings/promql";
import { milliCpu } from "../../settings/quantity";
import { queryCron } from "../keda/cron";
import { readKafkaTrigger } from "../keda/kafka-trigger";
import type { TriggerSpec } from "../world/spec";
import { arrivalRate, type ArrivalRate } from "./arrival-rate";
import type { Remarks } from "./remarks";
import { scalarText, textMap } from "./untrusted";

/** What a trigger means only together with the rest. */
export interface TriggerSurroundings {
  /** Topic that the service works off; undefined when nobody said. */
  topic: string | undefined;
  /** CPU request of a replica. */
  cpuMilli: number;
  /** Seconds between two scrapes of Prometheus. */
  scrapeSeconds: number;
}

type Metadata = Record<string, string>;

/** A trigger of a ScaledObject at its path; undefined when the forecast leaves it out or KEDA refuses it. */
export function readTrigger(
  trigger: unknown,
  path: string,
  surroundings: TriggerSurroundings,
  remarks: Remarks,
): TriggerSpec | undefined {
  const metadata = metadataOf(trigger, path, remarks);
  const name = scalarText(at(trigger, "name"));
  const type = textAt(trigger, "type");
  switch (type) {
    case "kafka":
      return kafka(trigger, name, metadata, path, surroundings, remarks);
    case "cron":
      return cron(name, metadata, path, remarks);
    case "cpu":
      return cpu(trigger, name, metadata, path, surroundings, remarks);
    case "prometheus":
      return rate(trigger, name, metadata, path, surroundings, remarks);
    default:
      leaveOut(path, `a trigger of type ${JSON.stringify(type)}`, remarks);
      return undefined;
  }
}

function leaveOut(path: string, what: string, remarks: Remarks): void {
  remarks.assume(`${path}: ${what} is not modelled: the forecast leaves this trigger out`);
}

/** KEDA's CRD takes text only; what people write is read all the same. */
function metadataOf(trigger: unknown, path: string, remarks: Remarks): Metadata {
  const written = at(trigger, "metadata");
  const texts = textMap(written);
  for (const [key, text] of Object.entries(texts))
    if (typeof at(written, key) !== "string")
      remarks.assume(
        `${path}.metadata.${key}: KEDA takes text only, so the API server refuses ${text} without quotes: it is read as ${JSON.stringify(text)}`,
      );
  return texts;
}

function metricTypeOf(trigger: unknown): "AverageValue" | "Value" {
  return textAt(trigger, "metricType") === "Value" ? "Value" : "AverageValue";
}

function kafka(
  trigger: unknown,
  name: string | undefined,
  metadata: Metadata,
  path: string,
  { topic }: TriggerSurroundings,
  remarks: Remarks,
): TriggerSpec | undefined {
  const read = readKafkaTrigger(metadata);
  if ("fault" in read) {
    remarks.fault(
      `${path}.metadata: expected metadata that KEDA accepts, got: ${read.fault}: correct it, because until then KEDA scales nothing`,
    );
    return undefined;
  }
  if (topic !== undefined && read.topic !== undefined && read.topic !== topic) {
    leaveOut(path, `the lag of a second topic (${read.topic})`, remarks);
    return undefined;
  }
  return {
    name,
    type: "kafka",
    trigger: read,
    metricType: metricTypeOf(trigger),
    useCachedMetrics: at(trigger, "useCachedMetrics") === true,
  };
}

function cron(
  name: string | undefined,
  { start = "", end = "", timezone = "", desiredReplicas = "" }: Metadata,
  path: string,
  remarks: Remarks,
): TriggerSpec | undefined {
  const trigger = { start, end, timezone, desiredReplicas: Number(desiredReplicas) };
  const whole = Number.isInteger(trigger.desiredReplicas) && desiredReplicas !== "";
  try {
    if (!whole) throw new Error(`desiredReplicas ${JSON.stringify(desiredReplicas)}`);
    queryCron(trigger, 0);
  } catch (error) {
    const got = error instanceof Error ? error.message : String(error);
    remarks.fault(
      `${path}.metadata: expected start, end, timezone and desiredReplicas of a cron trigger, got: ${got}: correct it, because until then KEDA scales nothing`,
    );
    return undefined;
  }
  return { name, type: "cron", trigger };
}

/** A target for each pod is a share of its request; where nothing is requested, KEDA refuses the trigger. */
function cpu(
  trigger: unknown,
  name: string | undefined,
  { value = "", type = "" }: Metadata,
  path: string,
  { cpuMilli }: TriggerSurroundings,
  remarks: Remarks,
): TriggerSpec | undefined {
  const average = (textAt(trigger, "metricType") || type) === "AverageValue";
  const targetPercent = average ? (100 * milliCpu(value)) / cpuMilli : Number(value);
  if (value === "" || !(targetPercent > 0) || targetPercent === Infinity) {
    remarks.fault(
      `${path}.metadata.value: expected a target above zero for pods that request CPU, got: ${JSON.stringify(value)} of ${cpuMilli}m: correct it, because until then KEDA scales nothing`,
    );
    return undefined;
  }
  if (average)
    remarks.assume(
      `${path}: an average of ${value} a pod is read as ${targetPercent} percent of the request`,
    );
  return { name, type: "cpu", targetPercent };
}

function rate(
  trigger: unknown,
  name: string | undefined,
  metadata: Metadata,
  path: string,
  { topic, scrapeSeconds }: TriggerSurroundings,
  remarks: Remarks,
): TriggerSpec | undefined {
  const { query = "", threshold = "", activationThreshold = "0" } = metadata;
  const parsed = parseQuery(query);
  const found = parsed === undefined ? undefined : arrivalRate(parsed);
  const what = refusal(found, topic, query);
  if (found === undefined || what !== undefined) {
    leaveOut(path, what ?? "", remarks);
    return undefined;
  }
  if (!(Number(threshold) > 0)) {
    remarks.fault(
      `${path}.metadata.threshold: expected a number above 0, got: ${JSON.stringify(threshold)}: correct it, because until then KEDA scales nothing`,
    );
    return undefined;
  }
  if (!found.countsTopics)
    remarks.assume(`${path}: the rate of ${found.metric} is taken for the service's own traffic`);
  return {
    name,
    type: "rate",
    threshold: Number(threshold) / found.factor,
    activationThreshold: Number(activationThreshold) / found.factor,
    metricType: metricTypeOf(trigger),
    rangeSeconds: found.rangeSeconds,
    scrapeSeconds,
    perPod: found.perPod,
    ...(found.even === undefined ? {} : { even: found.even }),
    ...(found.recorded ? { recordSeconds } : {}),
  };
}

/** Why a query is not the arrival rate of the service. */
function refusal(found: ArrivalRate | undefined, topic: string | undefined, query: string) {
  if (found === undefined) return `the prometheus query ${JSON.stringify(query)}`;
  const other = topic !== undefined && found.topic !== undefined && found.topic !== topic;
  return other ? `the arrival rate of a second topic (${found.topic})` : undefined;
}
