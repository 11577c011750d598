import type { ChartArgs } from "./chart";

/** KEDA. Give at most one of the keys; the operator is installed by default. */
export interface KedaArgs {
  /** Install and harden the operator. */
  operator?: KedaOperatorArgs;
  /** KEDA runs already. */
  existing?: ExistingKedaArgs;
}

/** The KEDA operator as the platform installs it. */
export interface KedaOperatorArgs {
  /**
   * Namespace of the operator.
   * @default "keda"
   * @pattern ^[a-z0-9]([a-z0-9-]*[a-z0-9])?$
   * @maxLength 63
   */
  namespace?: string;
  /**
   * Replicas of the operator, the metrics server and the webhooks each; one works, the others take over.
   * @derived 2 in production, else 1
   * @asType integer
   * @minimum 1
   * @maximum 5
   */
  replicas?: number;
  /**
   * Memory limit of the operator in MiB.
   * @derived 512 MiB + 2 MiB for each trigger, because KEDA's Kafka scaler holds the cluster's metadata for each
   * @asType integer
   * @minimum 256
   * @maximum 65536
   */
  memoryMiB?: number;
  /**
   * Where the chart comes from.
   * @default {}
   */
  chart?: ChartArgs;
}

/** A KEDA that runs already. */
export interface ExistingKedaArgs {
  /**
   * Namespace of the operator.
   * @default "keda"
   * @pattern ^[a-z0-9]([a-z0-9-]*[a-z0-9])?$
   * @maxLength 63
   */
  namespace?: string;
  /**
   * Version of KEDA, so that what it cannot do is found before the deploy.
   * @derived the KEDA version in components/versions.ts
   * @pattern ^2\.[0-9]+\.[0-9]+$
   */
  version?: string;
}
