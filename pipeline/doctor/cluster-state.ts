/** An object of the API server: untrusted, because other versions wrote it. */
export type LiveObject = Record<string, unknown>;

/** Value of a metric that KEDA serves to the HPA. */
export interface MetricReading {
  namespace: string;
  /** ScaledObject that the metric belongs to. */
  scaledObject: string;
  /** Such as `s0-kafka-ai-chatbot`. */
  metric: string;
  /** Text of the value, a quantity; missing when the API server answered with an error. */
  value?: string;
  error?: string;
}

/** What the API server answered to a ScaledObject that cannot work; nothing was made. */
export interface Admission {
  accepted: boolean;
  /** Why it was not; empty when it was. */
  message: string;
}

/** What a live cluster says about the platform. A kind whose CRD or API is not there has no list. */
export interface ClusterState {
  /** Minor version of the API server, such as `1.35`. */
  kubernetes: string;
  /** `v1beta1.external.metrics.k8s.io`. */
  apiService?: LiveObject;
  /** Configurations of validating webhooks; missing where they may not be read. */
  webhooks?: LiveObject[];
  /** EndpointSlices: whether pods stand behind the webhooks' services. */
  endpoints?: LiveObject[];
  /** Missing where there is no webhook to ask, and no ScaledObject. */
  admission?: Admission;
  deployments: LiveObject[];
  autoscalers: LiveObject[];
  scaledObjects?: LiveObject[];
  kafkas?: LiveObject[];
  topics?: LiveObject[];
  metrics: MetricReading[];
}
