import { scrapeSeconds } from "../../settings/metric-series";
import type { PlatformSettings, ServiceSettings } from "../../settings/generated/settings";
import type { ScalerSpec, ServiceSpec, WorkSpec } from "../world/spec";
import { startOf, type Delays } from "./delays";
import type { ManifestIndex } from "./manifest-index";
import type { PodFacts } from "./pod";
import type { PriorityClasses } from "./priorities";
import type { Remarks } from "./remarks";
import { readScaledObject } from "./scaled-object";
import { assignorOf, partitionShares, peakOf, type TrafficOf } from "./work";
import { firstReplicas, readTarget } from "./workload";

/** What services are read from. */
export interface ServiceSources {
  settings: PlatformSettings<unknown>;
  /** Everything that the stack would create. */
  index: ManifestIndex;
  classes: PriorityClasses;
  traffic: TrafficOf;
  delays: Delays;
  /** Zipf exponent of the load of partitions: see `partitionShares`. */
  keySkew: number;
}

/** Seconds to the first message where no `capacity` says it. */
const assumedStartupSeconds = 10;

/** The services of the settings, as their manifests describe them. */
export function serviceSpecs(sources: ServiceSources, remarks: Remarks): ServiceSpec[] {
  return sources.settings.services.map((service) => serviceSpec(service, sources, remarks));
}

function serviceSpec(
  service: ServiceSettings<unknown>,
  sources: ServiceSources,
  remarks: Remarks,
): ServiceSpec {
  const { index, classes, delays } = sources;
  const name = `${service.namespace}/${service.name}`;
  const about = remarks.about(name);
  const scaledObject = index.get("ScaledObject", name) ?? withoutManifest(service);
  const facts = readTarget(scaledObject, index, classes, about);
  const { capacity, consumes } = service;
  const scaler = readScaledObject(
    scaledObject,
    {
      topic: consumes?.topic,
      cpuMilli: facts.pod.cpuMilli,
      scrapeSeconds:
        sources.settings.monitoring.stack === undefined ? delays.scrapeSeconds : scrapeSeconds,
    },
    about,
  );
  if (capacity === undefined) {
    const count = firstReplicas(scaler);
    about.assume(
      `has no capacity, so nobody knows what a replica can do: ${count === 1 ? "1 replica runs" : `${count} replicas run`} all the time`,
    );
  }
  const { pod, gpus } = facts;
  const fewest = scaler.minReplicaCount;
  return {
    name,
    pod,
    replicas: firstReplicas(scaler),
    scaler: capacity === undefined ? undefined : scaler,
    work: workOf(service, name, facts, scaler, sources, about),
    startup: {
      pull: gpus > 0 ? delays.gpuPull : delays.pull,
      start: startOf(capacity?.startupSeconds ?? assumedStartupSeconds, delays),
    },
    maxUnavailable: index.maxUnavailable(service.namespace, pod.labels, fewest),
  };
}

/** A ScaledObject that says no more than what it would scale, where a plan has none. */
function withoutManifest({ name, namespace, scaling }: ServiceSettings<unknown>): unknown {
  const { minReplicaCount, maxReplicaCount } = scaling;
  const spec = { scaleTargetRef: { name }, minReplicaCount, maxReplicaCount, triggers: [] };
  return { metadata: { name, namespace }, spec };
}

function workOf(
  service: ServiceSettings<unknown>,
  name: string,
  { env, graceSeconds }: PodFacts,
  scaler: ScalerSpec,
  { settings, traffic, delays, keySkew }: ServiceSources,
  remarks: Remarks,
): WorkSpec | undefined {
  const { capacity, consumes, slo } = service;
  if (capacity === undefined) return undefined;
  const { messagesPerSecond, maxProcessingSeconds } = capacity;
  const consumersPerReplica = consumes?.consumersPerReplica ?? 1;
  const partitions = partitionsOf(service, scaler, settings, remarks);
  const peak =
    partitions === undefined
      ? messagesPerSecond * scaler.maxReplicaCount
      : peakOf(messagesPerSecond, scaler.maxReplicaCount, partitions, consumersPerReplica);
  return {
    traffic: traffic(name, peak),
    messagesPerSecond,
    partitions: partitions === undefined ? undefined : partitionShares(partitions, keySkew),
    consumersPerReplica,
    assignor: assignorOf(env),
    rebalance: delays.rebalance,
    maxProcessingSeconds,
    graceSeconds,
    sloSeconds: slo?.waitSeconds,
  };
}

/** Partitions of the topic that is worked off; undefined when there is none. */
function partitionsOf(
  { consumes }: ServiceSettings<unknown>,
  { triggers, maxReplicaCount }: ScalerSpec,
  { kafka }: PlatformSettings<unknown>,
  remarks: Remarks,
): number | undefined {
  const topic = kafka?.topics.find(({ name }) => name === consumes?.topic);
  if (topic !== undefined) return topic.partitions;
  if (!triggers.some(({ type }) => type === "kafka")) return undefined;
  remarks.assume(
    `reads a topic whose partitions nobody said: ${maxReplicaCount}, one for each replica`,
  );
  return maxReplicaCount;
}
