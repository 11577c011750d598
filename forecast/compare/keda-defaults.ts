import { kedaDefaults } from "../inputs/scaled-object";
import type { KafkaTrigger } from "../keda/kafka-trigger";
import type { NodesSpec, ScalerSpec, ServiceSpec, TriggerSpec, WorldSpec } from "../world/spec";
import { isHeadroom } from "./headroom";

/** The same services as somebody deploys them who names a topic and leaves everything else to KEDA and Cluster Autoscaler. */
export function kedaDefaultsWorld(world: WorldSpec): WorldSpec {
  const services = world.services.filter((service) => !isHeadroom(service)).map(withDefaults);
  return { ...world, services, nodes: plainNodes(world.nodes) };
}

function withDefaults(service: ServiceSpec): ServiceSpec {
  const { scaler } = service;
  if (scaler === undefined) return service;
  const { minReplicaCount, maxReplicaCount, pauses, pausedReplicas } = scaler;
  const plain: ScalerSpec = {
    ...kedaDefaults,
    minReplicaCount,
    maxReplicaCount,
    pauses,
    pausedReplicas,
    idleReplicaCount: undefined,
    fallback: undefined,
    behavior: undefined,
    modifiers: undefined,
    triggers: plainTriggers(scaler.triggers),
  };
  return { ...service, replicas: pausedReplicas ?? minReplicaCount, scaler: plain };
}

/** The lag of the topic alone; what reads no topic keeps what it has. */
function plainTriggers(triggers: readonly TriggerSpec[]): readonly TriggerSpec[] {
  const kafka = triggers.find((trigger) => trigger.type === "kafka");
  if (kafka === undefined) return triggers;
  const { name, trigger } = kafka;
  const plain = plainTrigger(trigger);
  return [
    { name, type: "kafka", trigger: plain, metricType: "AverageValue", useCachedMetrics: false },
  ];
}

/** https://keda.sh/docs/latest/scalers/apache-kafka/ */
function plainTrigger({ consumerGroup, topic }: KafkaTrigger): KafkaTrigger {
  return {
    consumerGroup,
    topic,
    lagThreshold: 10,
    activationLagThreshold: 0,
    offsetResetPolicy: "latest",
    allowIdleConsumers: false,
    scaleToZeroOnInvalidOffset: false,
    excludePersistentLag: false,
    limitToPartitionsWithLag: false,
    ensureEvenDistributionOfPartitions: false,
    partitionLimitation: [],
  };
}

/** Upstream's flags: cluster-autoscaler/config/flags/flags.go. */
function plainNodes({ groups, autoscaler }: NodesSpec): NodesSpec {
  return {
    groups: groups.map((group) => ({
      ...group,
      warm: undefined,
      scaleDownUtilizationThreshold: undefined,
      unneededSeconds: undefined,
    })),
    autoscaler: autoscaler && {
      ...autoscaler,
      expanders: ["least-waste"],
      priorities: {},
      scanSeconds: 10,
      utilizationThreshold: 0.5,
      maxProvisionSeconds: 900,
      timers: { ...autoscaler.timers, unneededSeconds: 600, delayAfterAddSeconds: 600 },
    },
    scoring: "LeastAllocated",
  };
}
