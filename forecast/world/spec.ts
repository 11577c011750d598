import type { Behavior } from "../hpa/behavior";
import type { Pauses } from "../keda/executor";
import type { Fallback } from "../keda/fallback";
import type { KafkaTrigger } from "../keda/kafka-trigger";
import type { CronTrigger } from "../keda/cron";
import type { ScalingModifiers } from "../keda/activity";
import type { NodeTemplate } from "../nodes/estimate";
import type { Expander, Priorities } from "../nodes/expander";
import type { PlacedPod } from "../nodes/placed-pod";
import type { ScaleDownTimers } from "../nodes/removal";
import type { Traffic } from "../traffic/traffic";
import type { Duration } from "./duration";

/** Everything that a forecast simulates. Times in seconds, amounts of cpu in thousandths of a core, memory in MiB. */
export interface WorldSpec {
  services: readonly ServiceSpec[];
  nodes: NodesSpec;
  /** Moments at which KEDA cannot reach Kafka and Prometheus. */
  outages: readonly Outage[];
  /** Milliseconds since 1970 of second 0, which cron triggers ask for. */
  startsAt: number;
  /** Whole seconds to simulate. */
  seconds: number;
  /** Everything random follows from it. */
  seed: number;
}

export interface Outage {
  from: number;
  to: number;
}

/** A Deployment, what scales it and what it works off. */
export interface ServiceSpec {
  /** Namespace and name, such as `chatbot/ai-chat-service`. */
  name: string;
  /** A replica as the scheduler sees it; the world gives each its own name. */
  pod: Omit<PlacedPod, "name">;
  /** Replicas at second 0, for ever when nothing scales them. */
  replicas: number;
  scaler: ScalerSpec | undefined;
  /** Undefined for what only takes room: operators, brokers. */
  work: WorkSpec | undefined;
  startup: StartupSpec;
  /** Pods that a PodDisruptionBudget lets a drain take at once; Infinity without one. */
  maxUnavailable: number;
}

/** What a replica must do before it is ready. */
export interface StartupSpec {
  /** Image pull on a node that does not hold it. */
  pull: Duration;
  /** From the start of the container to the first message. */
  start: Duration;
}

/** What a service works off, and how fast. */
export interface WorkSpec {
  traffic: Traffic;
  /** Messages a second of one replica. */
  messagesPerSecond: number;
  /**
   * Shares of the messages by partition; they add up to 1. Undefined where any replica may take any message: a Kafka trigger
   * then bounds replicas by nothing but `maxReplicaCount`, unless a flag asks for partitions, which find one.
   */
  partitions: Float64Array | undefined;
  /** Members of the consumer group in one replica. */
  consumersPerReplica: number;
  /** Which members stop while partitions move: all of them, or only those that give some up. */
  assignor: "eager" | "cooperative";
  /** Seconds that a change of the group takes. */
  rebalance: Duration;
  /** Seconds that the longest message takes. */
  maxProcessingSeconds: number;
  /** Seconds that a replica may go on working after it was told to end. */
  graceSeconds: number;
  /** Seconds that a message may wait at the 99th percentile; undefined without an SLO. */
  sloSeconds: number | undefined;
}

/** A ScaledObject. */
export interface ScalerSpec {
  minReplicaCount: number;
  maxReplicaCount: number;
  idleReplicaCount: number | undefined;
  pollingInterval: number;
  cooldownPeriod: number;
  initialCooldownPeriod: number;
  fallback: Fallback | undefined;
  /** Undefined is not the default behavior: see the HorizontalPodAutoscaler. */
  behavior: Behavior | undefined;
  modifiers: (ScalingModifiers & { metricType: "AverageValue" | "Value" }) | undefined;
  pauses: Pauses;
  /** `paused-replicas`. */
  pausedReplicas: number | undefined;
  triggers: readonly TriggerSpec[];
}

/** What a trigger looks at. */
export type TriggerSpec = { name: string | undefined } & (
  | {
      type: "kafka";
      trigger: KafkaTrigger;
      metricType: "AverageValue" | "Value";
      useCachedMetrics: boolean;
    }
  | {
      /** A query of Prometheus for messages a second that arrive. */
      type: "rate";
      threshold: number;
      activationThreshold: number;
      metricType: "AverageValue" | "Value";
      /** Seconds of the range in `rate(…[1m])`. */
      rangeSeconds: number;
      /** Seconds between two scrapes. */
      scrapeSeconds: number;
      /** Seconds between two evaluations of the recording rule that the query asks; undefined when it asks the scrapes. */
      recordSeconds?: number;
      /**
       * The query asks for replicas that share partitions evenly: partitions / max(1, floor(capacity / rate)), where capacity
       * is what all partitions together could be served at by one replica each. Undefined when it asks for the rate itself.
       */
      even?: { partitions: number; capacity: number };
      /** The query divides by the number of pods, which AverageValue does again. */
      perPod: boolean;
    }
  | { type: "cron"; trigger: CronTrigger }
  /** Share of the cpu request that work takes, in percent: a replica at its messagesPerSecond uses all of it. */
  | { type: "cpu"; targetPercent: number }
);

/** Nodes, who adds and removes them, and who chooses among them. */
export interface NodesSpec {
  groups: readonly NodeGroupSpec[];
  /** Undefined when nothing adds or removes nodes. */
  autoscaler: NodeAutoscalerSpec | undefined;
  /** How the scheduler scores nodes. */
  scoring: "LeastAllocated" | "MostAllocated";
}

export interface NodeGroupSpec {
  template: NodeTemplate;
  min: number;
  max: number;
  /** Nodes that are there at second 0. */
  initial: number;
  /** From the order to a node that is ready. */
  start: Duration;
  /** Instances that have booted before and wait stopped: they start by their own duration and hold images. */
  warm: { size: number; start: Duration; gibibytes: number } | undefined;
  spot: boolean;
  /** Interruptions of one node in an hour. */
  interruptionsPerHour: number;
  usdPerHour: number;
  /** Type, such as `m6i.xlarge`, for the bill. */
  instanceType: string;
  /** Root volume. */
  diskGibibytes: number;
  /** Where the group differs from the autoscaler's own. */
  scaleDownUtilizationThreshold: number | undefined;
  unneededSeconds: number | undefined;
}

/** Cluster Autoscaler. */
export interface NodeAutoscalerSpec {
  expanders: readonly Expander[];
  priorities: Priorities;
  scanSeconds: number;
  utilizationThreshold: number;
  ignoreDaemons: boolean;
  maxProvisionSeconds: number;
  timers: ScaleDownTimers;
}
