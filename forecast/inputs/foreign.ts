import { at, listAt, textAt } from "../../settings/lint/manifest";
import { isScaledObject } from "../../settings/lint/scaled-object";
import type { ServiceSpec } from "../world/spec";
import { startOf, usualDelays, type Delays } from "./delays";
import { ManifestIndex } from "./manifest-index";
import type { PodFacts } from "./pod";
import { priorityClasses, type PriorityClasses } from "./priorities";
import { Remarks } from "./remarks";
import { readScaledObject } from "./scaled-object";
import { namespaceOf, objectName } from "./untrusted";
import { assignorOf, partitionShares, peakOf, type TrafficOf } from "./work";
import { firstReplicas, readTarget } from "./workload";

/** What no manifest says about a service; what is left out is assumed and said. */
export interface ForeignFacts {
  /** Messages a second of one replica. */
  messagesPerSecond?: number;
  /** Seconds from the start of a container to its first message. */
  startupSeconds?: number;
  /** Seconds that the longest message takes. */
  maxProcessingSeconds?: number;
  /** Partitions of the topic. */
  partitions?: number;
  /** Seconds that a message may wait at the 99th percentile. */
  waitSeconds?: number;
}

/** What services that we did not make are read from. */
export interface ForeignInputs {
  /** Kubernetes objects as parsed: ScaledObjects, and what they scale. Objects of other kinds are passed over. */
  manifests: readonly unknown[];
  facts: ForeignFacts;
  traffic: TrafficOf;
  delays?: Delays;
}

/** Services with what was assumed and what cannot work. */
export interface ReadServices {
  services: readonly ServiceSpec[];
  assumptions: readonly string[];
  faults: readonly string[];
}

const assumed = {
  messagesPerSecond: 1,
  startupSeconds: 10,
  maxProcessingSeconds: 1,
  partitions: 12,
} as const;

/** Reads the services of ScaledObjects that we did not make. */
export function foreignServices({
  manifests,
  facts,
  traffic,
  delays = usualDelays,
}: ForeignInputs): ReadServices {
  const remarks = new Remarks();
  const known = complete(facts, manifests.some(readsKafka), remarks);
  const sources = {
    index: new ManifestIndex(manifests),
    classes: priorityClasses(manifests),
    known,
    traffic,
    delays,
  };
  const scaledObjects = manifests.filter(isScaledObject);
  if (scaledObjects.length === 0)
    remarks.fault(
      "the manifests: expected a ScaledObject, got none: name files that hold one of keda.sh/v1alpha1",
    );
  const services = scaledObjects.map((object) => foreignService(object, sources, remarks));
  return { services, assumptions: remarks.assumptions, faults: remarks.faults };
}

type KnownFacts = Required<Omit<ForeignFacts, "waitSeconds">> & Pick<ForeignFacts, "waitSeconds">;

function complete(facts: ForeignFacts, kafka: boolean, remarks: Remarks): KnownFacts {
  const units = {
    messagesPerSecond: "message a second of one replica",
    startupSeconds: "seconds from the start of a container to its first message",
    maxProcessingSeconds: "second for the longest message",
    partitions: "partitions of each topic",
  };
  for (const key of Object.keys(units) as (keyof typeof units)[]) {
    if (facts[key] !== undefined || (key === "partitions" && !kafka)) continue;
    remarks.assume(`nobody said ${key}: taken to be ${assumed[key]} ${units[key]}`);
  }
  return { ...assumed, ...withoutUndefined(facts) };
}

function withoutUndefined(facts: ForeignFacts): ForeignFacts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

interface ForeignSources {
  index: ManifestIndex;
  classes: PriorityClasses;
  known: KnownFacts;
  traffic: TrafficOf;
  delays: Delays;
}

function foreignService(
  object: unknown,
  { index, classes, known, traffic, delays }: ForeignSources,
  remarks: Remarks,
): ServiceSpec {
  const name = objectName(object);
  const about = remarks.about(name);
  const facts = readTarget(object, index, classes, about);
  const { pod, gpus } = facts;
  const surroundings = {
    topic: topicOf(object),
    cpuMilli: pod.cpuMilli,
    scrapeSeconds: delays.scrapeSeconds,
  };
  const scaler = readScaledObject(object, surroundings, about);
  const kafka = readsKafka(object);
  const peak = kafka
    ? peakOf(known.messagesPerSecond, scaler.maxReplicaCount, known.partitions, 1)
    : known.messagesPerSecond * scaler.maxReplicaCount;
  return {
    name,
    pod,
    replicas: firstReplicas(scaler),
    scaler,
    work: workOf(facts, traffic(name, peak), kafka, known, delays, about),
    startup: {
      pull: gpus > 0 ? delays.gpuPull : delays.pull,
      start: startOf(known.startupSeconds, delays),
    },
    maxUnavailable: index.maxUnavailable(namespaceOf(object), pod.labels, scaler.minReplicaCount),
  };
}

function workOf(
  { env, graceSeconds }: PodFacts,
  traffic: ReturnType<TrafficOf>,
  kafka: boolean,
  known: KnownFacts,
  { rebalance }: Delays,
  remarks: Remarks,
): ServiceSpec["work"] {
  const assignor = assignorOf(env);
  if (kafka && env.KAFKA_PARTITION_ASSIGNMENT_STRATEGY === undefined)
    remarks.assume(
      "says nothing of partition.assignment.strategy: all consumers stop while partitions move, as Kafka's client does by default",
    );
  return {
    traffic,
    messagesPerSecond: known.messagesPerSecond,
    partitions: kafka ? partitionShares(known.partitions) : undefined,
    consumersPerReplica: 1,
    assignor,
    rebalance,
    maxProcessingSeconds: known.maxProcessingSeconds,
    graceSeconds,
    sloSeconds: known.waitSeconds,
  };
}

function kafkaTriggers(object: unknown): unknown[] {
  return listAt(object, "spec.triggers").filter((trigger) => textAt(trigger, "type") === "kafka");
}

function readsKafka(object: unknown): boolean {
  return isScaledObject(object) && kafkaTriggers(object).length > 0;
}

/** The topic of the first trigger is the one that the service works off. */
function topicOf(object: unknown): string | undefined {
  const [first] = kafkaTriggers(object);
  const topic = at(first, "metadata.topic");
  return typeof topic === "string" ? topic : undefined;
}
