/** KEDA's `cpu` and `memory` scalers. */
export interface ResourceTriggerArgs {
  /**
   * Percent of the request (`metricType: Utilization`, the default) or a quantity for each pod (`AverageValue`).
   * @pattern ^[0-9]+(\.[0-9]+)?(m|Ki|Mi|Gi|Ti|k|M|G|T)?$
   */
  value: string;
  /**
   * Container that counts; all of them by default.
   * @pattern ^[a-z0-9]([a-z0-9-]*[a-z0-9])?$
   * @maxLength 63
   */
  containerName?: string;
}

/** KEDA's `cron` scaler: a floor, never a cap. */
export interface CronTriggerArgs {
  /**
   * IANA time zone, such as `Europe/Berlin`.
   * @minLength 1
   * @maxLength 64
   */
  timezone: string;
  /**
   * Start, as minute, hour, day of month, month, day of week.
   * @maxLength 100
   */
  start: string;
  /**
   * End, likewise.
   * @maxLength 100
   */
  end: string;
  /**
   * Replicas in between.
   * @asType integer
   * @minimum 1
   * @maximum 100000
   */
  desiredReplicas: number;
}

/** KEDA's `prometheus` scaler. */
export interface PrometheusTriggerArgs {
  /**
   * Address of Prometheus' HTTP API; that of `monitoring` when left out.
   * @pattern ^https?://[^\s]+$
   * @maxLength 500
   */
  serverAddress?: string;
  /**
   * PromQL that yields one number: aggregate over pods.
   * @minLength 1
   * @maxLength 10000
   */
  query: string;
  /**
   * Target.
   * @minimum 0.000001
   * @maximum 1000000000000
   */
  threshold: number;
  /**
   * Value above which a service at zero is started.
   * @default 0
   * @minimum 0
   * @maximum 1000000000000
   */
  activationThreshold?: number;
  /**
   * Read an empty answer as 0 instead of as an error. Off lets a missing metric be seen.
   * @default true
   */
  ignoreNullValues?: boolean;
  /**
   * Value of a `namespace` parameter, for Thanos and OpenShift.
   * @maxLength 63
   */
  namespace?: string;
  /**
   * Headers, such as `X-Scope-OrgID=team`.
   * @maxLength 2000
   */
  customHeaders?: string;
  /**
   * Query parameters, such as `max_source_resolution=5m`.
   * @maxLength 2000
   */
  queryParameters?: string;
  /**
   * Milliseconds to wait for an answer.
   * @asType integer
   * @minimum 100
   * @maximum 60000
   */
  timeout?: number;
  /**
   * Do not verify the server's certificate. Refused: give the CA instead.
   * @default false
   */
  unsafeSsl?: boolean;
}
