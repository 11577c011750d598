import type { KafkaTriggerArgs } from "../args/kafka-trigger";
import type { TriggerArgs } from "../args/trigger";
import { recordedArrivalRate } from "../arrival-record";
import type { Deriver } from "../derivation";
import type { ServiceFacts } from "./service-facts";

/** KEDA's own default of `lagThreshold`. */
const kedaLagThreshold = 10;

/** Share of a replica's capacity that the arrival-rate trigger plans with. */
const plannedUtilization = 0.9;

/** What to look at when nobody said: lag (and arrival rate) of the consumed topic, else CPU. */
export function defaultTriggers(
  facts: ServiceFacts,
  evenly: boolean,
): { triggers: TriggerArgs[]; formula: string } {
  const { service, prometheus, knowsRates } = facts;
  const { consumes, capacity } = service;
  if (consumes === undefined) {
    return {
      triggers: [{ name: "cpu", metricType: "Utilization", cpu: { value: "70" } }],
      formula: "no topic is consumed: cpu at 70 percent of the request",
    };
  }
  const lag: TriggerArgs = { name: "lag", kafka: {} };
  if (prometheus === undefined || !knowsRates || capacity === undefined) {
    return { triggers: [lag], formula: `lag of ${consumes.topic}` };
  }
  const each = Number((plannedUtilization * capacity.messagesPerSecond).toPrecision(6));
  const arrivals = facts.recordsRates
    ? recordedArrivalRate(consumes.topic)
    : arrivalRateQuery(consumes.topic);
  const asked =
    evenly && facts.topic !== undefined
      ? { query: evenReplicasQuery(facts.topic.partitions, each, arrivals), threshold: 1 }
      : { query: arrivals, threshold: each };
  const rate: TriggerArgs = {
    name: "arrivals",
    prometheus: { serverAddress: prometheus, ...asked, ignoreNullValues: false },
  };
  return {
    triggers: [lag, rate],
    formula: `lag of ${consumes.topic}, and its arrivals over ${plannedUtilization} x ${capacity.messagesPerSecond} messages a second`,
  };
}

/** Messages a second that arrive in a topic, from Strimzi's Kafka exporter. */
export function arrivalRateQuery(topic: string): string {
  return `sum(rate(kafka_topic_partition_current_offset{topic=${JSON.stringify(topic)}}[1m]))`;
}

/**
 * Replicas that share partitions evenly and are enough for the arrivals: the most loaded has as many partitions as one
 * replica can work off.
 */
function evenReplicasQuery(partitions: number, each: number, arrivals: string): string {
  const all = Number((partitions * each).toPrecision(6));
  return `${partitions} / clamp_min(floor(${all} / ${arrivals}), 1)`;
}

/** Names for triggers without one, because a formula over triggers can only speak of names. */
export function nameTriggers(triggers: TriggerArgs[], path: string, deriver: Deriver): void {
  const taken = new Set(triggers.map(({ name }) => name));
  triggers.forEach((trigger, i) => {
    if (trigger.name !== undefined) return;
    const scaler = trigger.other?.type ?? Object.keys(trigger).find(isScaler) ?? "trigger";
    // A dash would be a minus in the formula.
    const stem = scaler.replaceAll("-", "_");
    const name = taken.has(stem) ? `${stem}_${i}` : stem;
    taken.add(name);
    deriver.fill(trigger, "name", `${path}.triggers[${i}]`, name, "a formula speaks of names");
  });
}

function isScaler(key: string): boolean {
  return !["metricType", "useCachedMetrics", "authenticationRef"].includes(key);
}

/** Derived values of one trigger. */
export function resolveTrigger(
  trigger: TriggerArgs,
  path: string,
  facts: ServiceFacts,
  { byRate, evenly }: { byRate: boolean; evenly: boolean },
  deriver: Deriver,
): void {
  const { service, topic, prometheus } = facts;
  if (trigger.cpu !== undefined || trigger.memory !== undefined) {
    const why = "a plain number is a percentage of the request";
    const quantity = /[A-Za-z]$/.test((trigger.cpu ?? trigger.memory)?.value ?? "");
    const metricType = quantity ? "AverageValue" : "Utilization";
    deriver.fill(trigger, "metricType", path, metricType, quantity ? "a quantity a pod" : why);
  }
  if (trigger.prometheus !== undefined && prometheus !== undefined) {
    const at = `${path}.prometheus`;
    deriver.fill(trigger.prometheus, "serverAddress", at, prometheus, "that of monitoring");
  }
  if (trigger.kafka !== undefined) {
    const at = `${path}.kafka`;
    const kafka = trigger.kafka;
    const { consumes } = service;
    if (consumes?.consumerGroup !== undefined) kafka.consumerGroup ??= consumes.consumerGroup;
    if (consumes !== undefined) kafka.topic ??= consumes.topic;
    const { value, formula } = owedPerReplica(facts, byRate, kedaLagThreshold);
    deriver.fill(kafka, "lagThreshold", at, value, formula);
    resolveSharing(kafka, at, facts, evenly, deriver);
    const markers = topic?.transactional === true ? topic.partitions : 0;
    const noise =
      markers > 0 ? `transaction markers on ${markers} partitions` : "any message counts";
    deriver.fill(kafka, "activationLagThreshold", at, markers, noise);
    const policy = consumes?.offsetResetPolicy ?? "latest";
    const source = consumes === undefined ? "KEDA's default" : "that of consumes";
    deriver.fill(kafka, "offsetResetPolicy", at, policy, source);
  }
  if (trigger.awsSqsQueue !== undefined) {
    const { value, formula } = owedPerReplica(facts, byRate, 5);
    deriver.fill(trigger.awsSqsQueue, "queueLength", `${path}.awsSqsQueue`, value, formula);
  }
}

function resolveSharing(
  kafka: KafkaTriggerArgs,
  path: string,
  { service, topic }: ServiceFacts,
  evenly: boolean,
  deriver: Deriver,
): void {
  const { bootstrapServers, partitionLimitation, limitToPartitionsWithLag = false } = kafka;
  // Another Kafka may have a topic of that name with other partitions.
  const ours = kafka.topic === service.consumes?.topic && bootstrapServers === undefined;
  const even = evenly && ours && partitionLimitation === undefined && !limitToPartitionsWithLag;
  const formula = even
    ? `${topic?.partitions ?? 0} partitions are few for maxReplicaCount: replicas with one more than others would fall behind`
    : "uneven shares do not matter here, or cannot be avoided";
  deriver.fill(kafka, "ensureEvenDistributionOfPartitions", path, even, formula);
}

/**
 * Messages that one replica may owe, by Little's law: in equilibrium each replica has `threshold` messages before it, so
 * the last one waits `threshold / capacity` seconds; half the wait leaves room for what comes at once. Lag alone must also
 * cover what arrives while new replicas start, or backlog asks for replicas that are not needed once they are there. Beside an arrival-rate trigger, which holds the
 * equilibrium, it only works off what came at once: in a third of the wait, because replicas must start before, but never
 * so fast that it is gone before they have (shares found with the forecast: docs/forecast.md).
 */
function owedPerReplica(
  facts: ServiceFacts,
  byRate: boolean,
  otherwise: number,
): { value: number; formula: string } {
  const { capacity, slo } = facts.service;
  if (capacity === undefined || slo === undefined) {
    return { value: otherwise, formula: "KEDA's default: give capacity and slo to derive it" };
  }
  const rate = capacity.messagesPerSecond;
  const [waits, starts] = byRate ? [1 / 3, 1 / 4] : [1 / 2, 1];
  const seconds = Math.max(waits * slo.waitSeconds, starts * facts.startupSeconds);
  const value = Math.max(1, Math.min(1e9, Math.floor(rate * seconds + 1e-9)));
  const of = `max(slo.waitSeconds ${slo.waitSeconds}${byRate ? " / 3" : " / 2"}, startupSeconds ${facts.startupSeconds}${byRate ? " / 4" : ""})`;
  return { value, formula: `floor(${rate} messages a second x ${of}), at least 1` };
}
