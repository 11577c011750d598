import assert from "node:assert/strict";
import { defaultDenyManifest, dnsEgressManifest } from "../../../components/default-deny";
import { kafkaNetworkPolicies } from "../../../components/kafka/network-policies";
import { kedaNetworkPolicies } from "../../../components/keda/network-policies";
import { monitoringNetworkPolicies } from "../../../components/monitoring/network-policies";
import { versions } from "../../../components/versions";
import { settlePart } from "../../../settings/parts";
import { isAllowed, selecting, type End, type Pod, type Policy } from "../../support/reachability";
import { strimziKafka } from "../../support/service";

const pod = (namespace: string, labels: Record<string, string>): Pod => ({ namespace, labels });
const prometheus = pod("monitoring", { "app.kubernetes.io/name": "prometheus" });
const operator = pod("monitoring", { "app.kubernetes.io/component": "prometheus-operator" });
const state = pod("monitoring", { "app.kubernetes.io/name": "kube-state-metrics" });
const keda = pod("keda", { app: "keda-operator" });
const kedaMetrics = pod("keda", { app: "keda-operator-metrics-apiserver" });
const exporter = pod("kafka", { "strimzi.io/name": "kafka-cluster-kafka-exporter" });
const broker = pod("kafka", {
  "strimzi.io/name": "kafka-cluster-kafka",
  "strimzi.io/cluster": "kafka-cluster",
});
const autoscaler = pod("kube-system", { "app.kubernetes.io/instance": "cluster-autoscaler" });
const service = pod("chatbot", { "app.kubernetes.io/name": "chat" });
const dns = pod("kube-system", { "k8s-app": "kube-dns" });
const apiServer: End = { address: "10.0.3.7" };
const metadata: End = { address: "169.254.169.254" };

const { kafka, monitoring } = settlePart<string>(
  { kafka: strimziKafka, monitoring: { stack: {} } },
  versions,
);
const strimzi = kafka!.strimzi!;

/** The policies of all three namespaces, as the platform makes them. */
function policies(whatIsThere: { kedaNamespace?: string; clusterAutoscaler: boolean }): Policy[] {
  const own = monitoringNetworkPolicies({
    namespace: "monitoring",
    askingNamespace: "keda",
    targets: { strimzi, ...whatIsThere },
  });
  const asked = kedaNetworkPolicies<string>({
    namespace: "keda",
    watchNamespaces: ["chatbot"],
    usesAws: false,
    egress: [],
    vpcCidr: "10.0.0.0/16",
    serviceCidr: "172.20.0.0/16",
    kafka,
    monitoring,
  });
  const scraped = kafkaNetworkPolicies(strimzi, {
    clientNamespaces: ["chatbot"],
    kedaNamespace: "keda",
    monitoringNamespace: "monitoring",
  });
  return ["monitoring", "keda", "kafka"]
    .flatMap((name): Policy[] => [defaultDenyManifest(name), dnsEgressManifest(name)])
    .concat(Object.values(own), Object.values(asked), Object.values(scraped));
}

type Row = [string, End, End, number, boolean];

function table(title: string, all: Policy[], rows: Row[]): void {
  describe(title, () => {
    for (const [what, source, target, port, expected] of rows) {
      it(`${expected ? "allows" : "denies"} ${what} ${port}`, () =>
        assert.equal(isAllowed(all, source, target, { port }), expected));
    }
  });
}

describe("monitoringNetworkPolicies() beside KEDA's and Kafka's (checks 85 to 93)", () => {
  const all = policies({ kedaNamespace: "keda", clusterAutoscaler: true });
  table("with everything", all, [
    ["KEDA -> Prometheus", keda, prometheus, 9090, true],
    ["KEDA's metrics server -> Prometheus", kedaMetrics, prometheus, 9090, false],
    ["a service -> Prometheus", service, prometheus, 9090, false],
    [
      "somebody who calls himself KEDA -> Prometheus",
      pod("chatbot", keda.labels),
      prometheus,
      9090,
      false,
    ],
    ["Prometheus -> the exporter (check 91)", prometheus, exporter, 9404, true],
    ["Prometheus -> brokers", prometheus, broker, 9093, false],
    ["Prometheus -> brokers' metrics, which it does not need", prometheus, broker, 9404, false],
    ["Prometheus -> KEDA (check 91)", prometheus, keda, 8080, true],
    ["Prometheus -> KEDA's metrics server (check 91)", prometheus, kedaMetrics, 8080, true],
    ["Prometheus -> KEDA's values", prometheus, keda, 9666, false],
    ["Prometheus -> Cluster Autoscaler", prometheus, autoscaler, 8085, true],
    ["Prometheus -> another pod of kube-system", prometheus, pod("kube-system", {}), 8085, false],
    ["Prometheus -> kube-state-metrics", prometheus, state, 8080, true],
    ["Prometheus -> a service", prometheus, service, 8080, false],
    ["Prometheus -> API server", prometheus, apiServer, 443, true],
    ["Prometheus -> instance metadata (check 90)", prometheus, metadata, 80, false],
    ["Prometheus -> DNS (check 86)", prometheus, dns, 53, true],
    ["the operator -> API server", operator, apiServer, 443, true],
    ["the operator -> Prometheus", operator, prometheus, 9090, false],
    ["somebody -> the operator", service, operator, 8080, false],
    ["kube-state-metrics -> API server", state, apiServer, 443, true],
    ["the operator -> kube-state-metrics", operator, state, 8080, false],
    ["a service -> the exporter", service, exporter, 9404, false],
  ]);

  table("with neither KEDA's pods nor an autoscaler", policies({ clusterAutoscaler: false }), [
    ["KEDA -> Prometheus", keda, prometheus, 9090, true],
    ["Prometheus -> KEDA", prometheus, keda, 8080, false],
    ["Prometheus -> Cluster Autoscaler", prometheus, autoscaler, 8085, false],
  ]);

  const own = all.filter(({ metadata: { namespace } }) => namespace === "monitoring");
  table("where KEDA's namespace, which exists already, lets everybody out", own, [
    ["KEDA -> Prometheus", keda, prometheus, 9090, true],
    ["KEDA's metrics server -> Prometheus", kedaMetrics, prometheus, 9090, false],
  ]);

  it("selects every pod, and every policy selects one (check 92)", () =>
    assert.deepEqual(
      [prometheus, operator, state].map((one) =>
        selecting(all, one).map(({ metadata: { name } }) => name),
      ),
      ["prometheus", "prometheus-operator", "kube-state-metrics"].map((own) => [
        "default-deny",
        "allow-dns",
        own,
      ]),
    ));
});
