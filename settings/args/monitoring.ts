import type { ChartArgs } from "./chart";

/**
 * Where the arrival rate of topics can be read. Give at most one of the keys. An empty object means none, also where one
 * would be installed by default.
 */
export interface MonitoringArgs {
  /** A Prometheus that exists. */
  prometheus?: PrometheusServerArgs;
  /** Install a Prometheus that counts arrivals and watches KEDA and Cluster Autoscaler. */
  stack?: PrometheusStackArgs;
}

/** A Prometheus that exists. */
export interface PrometheusServerArgs {
  /**
   * Address of its HTTP API, such as `http://prometheus.monitoring.svc:9090`.
   * @pattern ^https?://[^\s]+$
   * @maxLength 500
   */
  serverAddress: string;
  /**
   * Namespace that Prometheus scrapes from, which network policies let in.
   * @default "monitoring"
   * @pattern ^[a-z0-9]([a-z0-9-]*[a-z0-9])?$
   * @maxLength 63
   */
  namespace?: string;
  /**
   * Also scale by arrival rate, from the lag exporter's metrics.
   * @default true
   */
  rateTrigger?: boolean;
}

/** The Prometheus that the platform installs: one server, without Grafana and without anybody who sends its alerts on. */
export interface PrometheusStackArgs {
  /**
   * Namespace of Prometheus.
   * @default "monitoring"
   * @pattern ^[a-z0-9]([a-z0-9-]*[a-z0-9])?$
   * @maxLength 63
   */
  namespace?: string;
  /**
   * Days that metrics are kept; less when the volume is full before.
   * @default 15
   * @asType integer
   * @minimum 1
   * @maximum 400
   */
  retentionDays?: number;
  /**
   * Volume in GiB, of which metrics fill four fifths at most. Another size is another volume: the metrics begin anew.
   * @derived twice what retentionDays of about 1000 + 3 a partition + 60 a service series fill, at least 10
   * @asType integer
   * @minimum 1
   * @maximum 16384
   */
  storageGiB?: number;
  /**
   * Memory of the server in MiB.
   * @derived 512 MiB + 8 KiB for each of these series
   * @asType integer
   * @minimum 256
   * @maximum 131072
   */
  memoryMiB?: number;
  /**
   * Where the chart comes from.
   * @default {}
   */
  chart?: ChartArgs;
}
