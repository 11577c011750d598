import type * as pulumi from "@pulumi/pulumi";
import type {
  ProbesArgs,
  ResourcesArgs,
  SecretEnvArgs,
  SecretFilesArgs,
  WritablePathArgs,
} from "./container";
import type { EgressArgs, PlacementArgs, PodDisruptionBudgetArgs } from "./placement";
import type { ScalingArgs } from "./scaling";
import type { CapacityArgs, ConsumesArgs, SloArgs } from "./workload";

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
   * Address ranges that `exposure: loadBalancer` lets in. The load balancer is internal unless one of them is public.
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
   * Seconds between the moment when a replica leaves the endpoints and SIGTERM, so that traffic has moved on by then.
   * @derived 15 behind a load balancer or an Ingress, 5 inside, 0 for a worker, which stops polling at SIGTERM
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

/** Who is served first when nodes are short. */
export const Priority = { Realtime: "realtime", Batch: "batch" } as const;
export type Priority = (typeof Priority)[keyof typeof Priority];

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
