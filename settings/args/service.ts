import type * as pulumi from "@pulumi/pulumi";
import type { ScalingArgs } from "./scaling";
import type { OffsetResetPolicy } from "./triggers";

/**
 * One service: what runs, what it consumes, what one replica can do, how long people may wait. From these the platform
 * derives its Deployment, its ScaledObject and all numbers in them.
 */
export interface ServiceArgs {
  /**
   * Name of the Deployment, the ScaledObject and everything else of the service. At most 54 characters, because KEDA's
   * HPA is called `keda-hpa-<name>`.
   * @pattern ^[a-z]([a-z0-9-]*[a-z0-9])?$
   * @maxLength 54
   */
  name: string;
  /**
   * Namespace of the service.
   * @default "chatbot"
   * @pattern ^[a-z0-9]([a-z0-9-]*[a-z0-9])?$
   * @maxLength 63
   */
  namespace?: string;
  /** Container image with a tag or, better, a digest. Leave it out to scale a Deployment that somebody else owns. */
  image?: pulumi.Input<string>;
  /**
   * Entry point instead of the image's.
   * @maxItems 100
   */
  command?: string[];
  /**
   * Arguments instead of the image's.
   * @maxItems 200
   */
  args?: string[];
  /**
   * Port that the container serves HTTP on. Without it there is no Service.
   * @asType integer
   * @minimum 1024
   * @maximum 65535
   */
  port?: number;
  /**
   * Who reaches the port.
   * @derived inside when there is a port, else none
   */
  exposure?: Exposure;
  /** Host and certificate of `exposure: ingress`. */
  ingress?: IngressArgs;
  /**
   * Address ranges that `exposure: loadBalancer` lets in.
   * @default []
   * @maxItems 50
   */
  loadBalancerSourceRanges?: string[];
  /**
   * What one replica asks for.
   * @default {}
   */
  resources?: ResourcesArgs;
  /**
   * Environment variables. Values are seen by everybody who may read the Deployment: take secrets from `secretEnv`.
   * @default {}
   */
  env?: Record<string, pulumi.Input<string>>;
  /**
   * Environment variables from Secrets that exist in the namespace.
   * @default []
   * @maxItems 200
   */
  secretEnv?: SecretEnvArgs[];
  /**
   * Secrets that exist in the namespace, mounted as files.
   * @default []
   * @maxItems 50
   */
  secretFiles?: SecretFilesArgs[];
  /**
   * Paths that the container may write to; everything else is read-only.
   * @default []
   * @maxItems 20
   */
  writablePaths?: WritablePathArgs[];
  /**
   * How Kubernetes sees that a replica has started, is ready and is alive.
   * @default {}
   */
  probes?: ProbesArgs;
  /** The topic that the service works off. */
  consumes?: ConsumesArgs;
  /**
   * Topics that the service writes to.
   * @default []
   * @maxItems 200
   */
  produces?: string[];
  /** What one replica can do, measured or estimated. */
  capacity?: CapacityArgs;
  /** What people may expect. */
  slo?: SloArgs;
  /**
   * How the service is scaled.
   * @default {}
   */
  scaling?: ScalingArgs;
  /**
   * Where replicas may run.
   * @default {}
   */
  placement?: PlacementArgs;
  /**
   * How many replicas a drain may take at once.
   * @default {}
   */
  podDisruptionBudget?: PodDisruptionBudgetArgs;
  /**
   * Seconds between the end of a replica's reception of work and SIGTERM, so that traffic and group membership can move on.
   * @default 5
   * @asType integer
   * @minimum 0
   * @maximum 3600
   */
  preStopSeconds?: number;
  /**
   * Seconds that a replica may take to end.
   * @derived preStopSeconds + capacity.maxProcessingSeconds + 10 seconds to commit, at least 30
   * @asType integer
   * @minimum 1
   * @maximum 86400
   */
  terminationGracePeriodSeconds?: number;
  /**
   * Numeric user that the container runs as.
   * @default 10001
   * @asType integer
   * @minimum 10000
   * @maximum 4294967294
   */
  runAsUser?: number;
  /**
   * Who is served first when nodes are short.
   * @default "realtime"
   */
  priority?: Priority;
  /**
   * Hosts outside that the service talks to, by address range.
   * @default []
   * @maxItems 100
   */
  egress?: EgressArgs[];
  /**
   * AWS permissions of the service, given by EKS Pod Identity.
   * @default []
   * @maxItems 50
   */
  permissions?: PermissionArgs[];
  /**
   * Labels of the service's objects, besides the recommended ones.
   * @default {}
   */
  labels?: Record<string, string>;
  /**
   * Annotations of the pods.
   * @default {}
   */
  podAnnotations?: Record<string, string>;
}

/** Who reaches a service. */
export const Exposure = {
  None: "none",
  Inside: "inside",
  LoadBalancer: "loadBalancer",
  Ingress: "ingress",
} as const;
export type Exposure = (typeof Exposure)[keyof typeof Exposure];

/** Who is served first when nodes are short. */
export const Priority = { Realtime: "realtime", Batch: "batch" } as const;
export type Priority = (typeof Priority)[keyof typeof Priority];

/** An Ingress. */
export interface IngressArgs {
  /**
   * Host name.
   * @pattern ^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$
   * @maxLength 253
   */
  host: string;
  /**
   * Ingress class.
   * @default "alb"
   * @pattern ^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$
   * @maxLength 253
   */
  className?: string;
  /**
   * Secret with the certificate.
   * @pattern ^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$
   * @maxLength 253
   */
  tlsSecret?: string;
  /**
   * Annotations for the controller.
   * @default {}
   */
  annotations?: Record<string, string>;
}

/** What one replica asks for, as Kubernetes quantities. */
export interface ResourcesArgs {
  /**
   * CPU request.
   * @default "250m"
   * @pattern ^[0-9]+(\.[0-9]+)?m?$
   */
  cpu?: string;
  /**
   * CPU limit; none by default, because a limit throttles while the node is idle.
   * @pattern ^[0-9]+(\.[0-9]+)?m?$
   */
  cpuLimit?: string;
  /**
   * Memory request.
   * @default "256Mi"
   * @pattern ^[0-9]+(\.[0-9]+)?(Ki|Mi|Gi|Ti|k|M|G|T)?$
   */
  memory?: string;
  /**
   * Memory limit.
   * @derived the memory request, so that a node is never over-committed
   * @pattern ^[0-9]+(\.[0-9]+)?(Ki|Mi|Gi|Ti|k|M|G|T)?$
   */
  memoryLimit?: string;
  /**
   * Ephemeral storage, requested and limited.
   * @default "1Gi"
   * @pattern ^[0-9]+(\.[0-9]+)?(Ki|Mi|Gi|Ti|k|M|G|T)?$
   */
  ephemeralStorage?: string;
  /**
   * NVIDIA GPUs.
   * @default 0
   * @asType integer
   * @minimum 0
   * @maximum 16
   */
  gpus?: number;
}

/** An environment variable from a Secret. */
export interface SecretEnvArgs {
  /**
   * Name of the variable.
   * @pattern ^[A-Za-z_][A-Za-z0-9_]*$
   * @maxLength 200
   */
  name: string;
  /**
   * Name of the Secret.
   * @pattern ^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$
   * @maxLength 253
   */
  secret: string;
  /**
   * Key in the Secret.
   * @pattern ^[-._a-zA-Z0-9]+$
   * @maxLength 253
   */
  key: string;
}

/** A Secret as files. */
export interface SecretFilesArgs {
  /**
   * Name of the Secret.
   * @pattern ^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$
   * @maxLength 253
   */
  secret: string;
  /**
   * Folder in the container.
   * @pattern ^/[^:]+$
   * @maxLength 1000
   */
  path: string;
}

/** A path that the container may write to. */
export interface WritablePathArgs {
  /**
   * Folder in the container.
   * @pattern ^/[^:]+$
   * @maxLength 1000
   */
  path: string;
  /**
   * Most that it may hold.
   * @default "256Mi"
   * @pattern ^[0-9]+(\.[0-9]+)?(Ki|Mi|Gi|Ti|k|M|G|T)?$
   */
  sizeLimit?: string;
  /**
   * Hold it in memory, counted against the memory limit.
   * @default false
   */
  memory?: boolean;
}

/** How Kubernetes sees that a replica has started, is ready and is alive. Services without a port need commands. */
export interface ProbesArgs {
  /**
   * HTTP path that answers when the application has started.
   * @default "/healthz"
   * @pattern ^/.*$
   * @maxLength 500
   */
  startupPath?: string;
  /**
   * HTTP path that answers while the application can take work.
   * @default "/readyz"
   * @pattern ^/.*$
   * @maxLength 500
   */
  readinessPath?: string;
  /**
   * HTTP path that answers while the application is alive.
   * @default "/healthz"
   * @pattern ^/.*$
   * @maxLength 500
   */
  livenessPath?: string;
  /**
   * Command that succeeds while a worker without a port is alive.
   * @minItems 1
   * @maxItems 50
   */
  command?: string[];
  /**
   * Seconds that the application may take to start, at least capacity.startupSeconds.
   * @derived twice capacity.startupSeconds, at least 60
   * @asType integer
   * @minimum 1
   * @maximum 7200
   */
  startupTimeoutSeconds?: number;
}

/** What a service works off. */
export interface ConsumesArgs {
  /**
   * Topic, one of `kafka.topics`.
   * @pattern ^[a-zA-Z0-9._-]+$
   * @maxLength 249
   */
  topic: string;
  /**
   * Consumer group.
   * @derived the service's name
   * @pattern ^\S(.*\S)?$
   * @maxLength 249
   */
  consumerGroup?: string;
  /**
   * Where a group without committed offsets starts; given to KEDA and, as `KAFKA_AUTO_OFFSET_RESET`, to the application.
   * @default "earliest"
   */
  offsetResetPolicy?: OffsetResetPolicy;
  /**
   * Group members inside one replica; partitions are divided among all of them.
   * @default 1
   * @asType integer
   * @minimum 1
   * @maximum 1000
   */
  consumersPerReplica?: number;
}

/** What one replica can do. */
export interface CapacityArgs {
  /**
   * Messages (or requests) a second.
   * @minimum 0.0001
   * @maximum 1000000
   */
  messagesPerSecond: number;
  /**
   * Seconds from the start of the container to the first message, model load included, image pull not.
   * @default 10
   * @minimum 0
   * @maximum 3600
   */
  startupSeconds?: number;
  /**
   * Seconds that the longest message takes.
   * @default 30
   * @minimum 0.001
   * @maximum 43200
   */
  maxProcessingSeconds?: number;
}

/** What people may expect. */
export interface SloArgs {
  /**
   * Seconds that a message may wait before work on it starts, at the 99th percentile.
   * @minimum 0.1
   * @maximum 86400
   */
  waitSeconds: number;
}

/** Where replicas may run. */
export interface PlacementArgs {
  /**
   * Node group, one of `nodes.groups`; its taints are tolerated.
   * @pattern ^[a-z]([a-z0-9-]*[a-z0-9])?$
   * @maxLength 30
   */
  nodeGroup?: string;
  /**
   * Labels that a node must have, on clusters whose node groups are not ours.
   * @default {}
   */
  nodeSelector?: Record<string, string>;
  /**
   * Taints that are tolerated, besides those of the node group.
   * @default []
   * @maxItems 50
   */
  tolerations?: TolerationArgs[];
  /**
   * Never two replicas on one node.
   * @default false
   */
  onePerNode?: boolean;
  /**
   * Place replicas only evenly over zones (DoNotSchedule), instead of preferring it.
   * @default false
   */
  strictZoneSpread?: boolean;
}

/** A toleration. */
export interface TolerationArgs {
  /**
   * Key of the taint.
   * @maxLength 253
   */
  key: string;
  /**
   * Value of the taint; without it any value.
   * @maxLength 63
   */
  value?: string;
  /**
   * Effect of the taint; without it any effect.
   * @maxLength 20
   */
  effect?: string;
}

/** A PodDisruptionBudget. Give at most one of the keys. */
export interface PodDisruptionBudgetArgs {
  /**
   * Replicas that must stay: a number or a percentage.
   * @pattern ^[0-9]+%?$
   */
  minAvailable?: string;
  /**
   * Replicas that may go at once: a number or a percentage; 1 when neither key is given.
   * @pattern ^[0-9]+%?$
   */
  maxUnavailable?: string;
}

/** A way out of the cluster. */
export interface EgressArgs {
  /**
   * Address range.
   * @pattern ^[0-9a-fA-F.:/]+$
   */
  cidr: string;
  /**
   * TCP ports.
   * @minItems 1
   * @maxItems 50
   */
  ports: EgressPort[];
}

/**
 * A TCP port.
 * @asType integer
 * @minimum 1
 * @maximum 65535
 */
export type EgressPort = number;

/** One statement of a service's IAM policy. */
export interface PermissionArgs {
  /**
   * Actions, such as `s3:GetObject`; `*` is refused.
   * @minItems 1
   * @maxItems 50
   */
  actions: string[];
  /**
   * ARNs of the resources.
   * @minItems 1
   * @maxItems 50
   */
  resources: pulumi.Input<string>[];
}
