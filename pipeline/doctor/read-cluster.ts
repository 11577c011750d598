import { listAt, textAt } from "../../settings/lint/manifest";
import type { Admission, ClusterState, LiveObject, MetricReading } from "./cluster-state";
import { judges } from "./webhook-checks";

/** What is needed of an API server. */
export interface ClusterReader {
  /** Minor version, such as `1.35`. */
  version(): Promise<string>;
  /** All objects of a kind; undefined where the API server does not know it. */
  list(group: string, version: string, plural: string): Promise<LiveObject[] | undefined>;
  /** An external metric's values, as the HPA asks for them. @throws what the API server answers. */
  metric(namespace: string, metric: string, labelSelector: string): Promise<LiveObject[]>;
  /** Offers an object without making it. @throws what the API server answers when it refuses. */
  offer(group: string, version: string, plural: string, object: LiveObject): Promise<void>;
}

/** Reads everything that the doctor looks at. */
export async function readCluster(reader: ClusterReader): Promise<ClusterState> {
  const [kubernetes, services, deployments, autoscalers, scaledObjects, kafkas, topics] =
    await Promise.all([
      reader.version(),
      reader.list("apiregistration.k8s.io", "v1", "apiservices"),
      reader.list("apps", "v1", "deployments"),
      reader.list("autoscaling", "v2", "horizontalpodautoscalers"),
      reader.list("keda.sh", "v1alpha1", "scaledobjects"),
      reader.list("kafka.strimzi.io", "v1", "kafkas"),
      reader.list("kafka.strimzi.io", "v1", "kafkatopics"),
    ]);
  const apiService = services?.find(
    (service) => textAt(service, "metadata.name") === "v1beta1.external.metrics.k8s.io",
  );
  return {
    kubernetes,
    ...given("apiService", apiService),
    ...(await judgement(reader, scaledObjects ?? [])),
    deployments: deployments ?? [],
    autoscalers: autoscalers ?? [],
    ...given("scaledObjects", scaledObjects),
    ...given("kafkas", kafkas),
    ...given("topics", topics),
    metrics: (await Promise.all((scaledObjects ?? []).map((one) => readings(reader, one)))).flat(),
  };
}

/** The webhooks of KEDA, whether pods stand behind them, and what they say: asked by the API server itself, which a person may not stand beside. */
async function judgement(
  reader: ClusterReader,
  scaledObjects: readonly LiveObject[],
): Promise<Pick<ClusterState, "webhooks" | "endpoints" | "admission">> {
  const [webhooks, endpoints] = await Promise.all([
    reader.list("admissionregistration.k8s.io", "v1", "validatingwebhookconfigurations"),
    reader.list("discovery.k8s.io", "v1", "endpointslices"),
  ]);
  const [first] = scaledObjects;
  const asked = first !== undefined && judges(webhooks ?? []).length > 0;
  return {
    ...given("webhooks", webhooks),
    ...given("endpoints", endpoints),
    ...(asked ? { admission: await admission(reader, textAt(first, "metadata.namespace")) } : {}),
  };
}

/** Offers what the CRD's own rules let through and KEDA's code does not: as many idle replicas as there must be at least. */
async function admission(reader: ClusterReader, namespace: string): Promise<Admission> {
  const name = "chatbot-platform-doctor";
  const object = {
    apiVersion: "keda.sh/v1alpha1",
    kind: "ScaledObject",
    metadata: { name, namespace },
    spec: {
      scaleTargetRef: { name },
      idleReplicaCount: 1,
      minReplicaCount: 1,
      maxReplicaCount: 2,
      triggers: [{ type: "kafka", metadata: {} }],
    },
  };
  try {
    await reader.offer("keda.sh", "v1alpha1", "scaledobjects", object);
    return { accepted: true, message: "" };
  } catch (error) {
    return { accepted: false, message: error instanceof Error ? error.message : String(error) };
  }
}

/** Every metric of a ScaledObject. A paused one serves none. */
async function readings(reader: ClusterReader, scaledObject: LiveObject): Promise<MetricReading[]> {
  const namespace = textAt(scaledObject, "metadata.namespace");
  const name = textAt(scaledObject, "metadata.name");
  const metrics = listAt(scaledObject, "status.externalMetricNames").map(String);
  const selector = `scaledobject.keda.sh/name=${name}`;
  return Promise.all(
    metrics.map(async (metric) => {
      const reading = { namespace, scaledObject: name, metric };
      try {
        const [value] = await reader.metric(namespace, metric, selector);
        const text = textAt(value, "value");
        return text === "" ? { ...reading, error: "no value" } : { ...reading, value: text };
      } catch (error) {
        return { ...reading, error: error instanceof Error ? error.message : String(error) };
      }
    }),
  );
}

function given<K extends string, T>(key: K, value: T | undefined): { [P in K]?: T } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: T };
}
