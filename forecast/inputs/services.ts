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
      scrapeSeconds: delays.scrapeSeconds,
    },
    about,
  );
  if (capacity === undefined)
    about.assume(
      `has no capacity, so nobody knows what its replicas can do: ${firstReplicas(scaler)} of them run all the time`,
    );
  const { pod, gpus } = facts;
  const fewest = scaler.minReplicaCount;
  return {
    name,
    pod,
    gpus,
    replicas: firstReplicas(scaler),
    scaler: capacity === undefined ? undefined : scaler,
    work: workOf(service, name, facts, scaler, sources),
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
  { capacity, consumes, slo }: ServiceSettings<unknown>,
  name: string,
  { env, graceSeconds }: PodFacts,
  { maxReplicaCount }: ScalerSpec,
  { settings, traffic, delays, keySkew }: ServiceSources,
): WorkSpec | undefined {
  if (capacity === undefined) return undefined;
  const { messagesPerSecond, maxProcessingSeconds } = capacity;
  const topic = settings.kafka?.topics.find((one) => one.name === consumes?.topic);
  const consumersPerReplica = consumes?.consumersPerReplica ?? 1;
  const peak =
    topic === undefined
      ? messagesPerSecond * maxReplicaCount
      : peakOf(messagesPerSecond, maxReplicaCount, topic.partitions, consumersPerReplica);
  return {
    traffic: traffic(name, peak),
    messagesPerSecond,
    partitions: partitionShares(topic?.partitions ?? 1, keySkew),
    consumersPerReplica,
    assignor: assignorOf(env),
    rebalance: delays.rebalance,
    maxProcessingSeconds,
    graceSeconds,
    sloSeconds: slo?.waitSeconds,
  };
}
