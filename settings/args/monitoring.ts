/** Where the arrival rate of topics can be read. */
export interface MonitoringArgs {
  /** A Prometheus that exists. */
  prometheus?: PrometheusServerArgs;
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
