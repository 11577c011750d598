import assert from "node:assert/strict";
import { defaultDenyManifest, dnsEgressManifest } from "../../../components/default-deny";
import { kafkaNetworkPolicies } from "../../../components/kafka/network-policies";
import { versions } from "../../../components/versions";
import { settlePart } from "../../../settings/parts";
import { isAllowed, selecting, type End, type Pod, type Policy } from "../../support/reachability";

const pod = (namespace: string, labels: Record<string, string> = {}): Pod => ({
  namespace,
  labels,
});
const strimziPod = (part: string): Pod =>
  pod("kafka", {
    "strimzi.io/cluster": "kafka-cluster",
    "strimzi.io/name": `kafka-cluster-${part}`,
  });
const operator = pod("kafka", { "strimzi.io/kind": "cluster-operator" });
const broker = strimziPod("kafka");
const entityOperator = strimziPod("entity-operator");
const exporter = strimziPod("kafka-exporter");
const cruiseControl = strimziPod("cruise-control");
const stranger = pod("kafka", { app: "debug" });
const dns = pod("kube-system", { "k8s-app": "kube-dns" });
const apiServer: End = { address: "10.0.3.7" };
const metadata: End = { address: "169.254.169.254" };

function policies(brokers: number, monitoringNamespace?: string): Policy[] {
  const { kafka } = settlePart<string>(
    { kafka: { strimzi: { brokers: { replicas: brokers } } } },
    versions,
  );
  const parts = kafkaNetworkPolicies(kafka!.strimzi!, {
    clientNamespaces: ["chatbot", "batch", "chatbot"],
    kedaNamespace: "keda",
    ...(monitoringNamespace === undefined ? {} : { monitoringNamespace }),
  });
  return [defaultDenyManifest("kafka"), dnsEgressManifest("kafka"), ...Object.values(parts)];
}

type Row = [string, End, End, number[], boolean];

describe("kafkaNetworkPolicies() (checks 85 to 93)", () => {
  const three = policies(3, "monitoring");
  const rows: Row[] = [
    ["a service to brokers", pod("chatbot"), broker, [9093], true],
    ["another namespace's service to brokers", pod("batch"), broker, [9093], true],
    ["KEDA to brokers", pod("keda"), broker, [9093], true],
    ["others to brokers", pod("default"), broker, [9093], false],
    ["a service to the inside", pod("chatbot"), broker, [9090, 9091, 8443, 9404], false],
    ["a service to operators", pod("chatbot"), operator, [8080, 443], false],
    ["a stranger in the namespace to brokers", stranger, broker, [9090, 9091, 9093], false],
    ["brokers to each other", broker, broker, [9090, 9091], true],
    ["brokers to each other as clients", broker, broker, [9093], false],
    ["the operator to brokers", operator, broker, [9090, 9091, 8443], true],
    ["the operator to brokers as a client", operator, broker, [9093], false],
    ["the entity operator to brokers", entityOperator, broker, [9091], true],
    ["the entity operator to the rest", entityOperator, broker, [9090, 9093, 8443], false],
    ["the exporter to brokers", exporter, broker, [9091], true],
    ["the exporter to the API server", exporter, apiServer, [443], false],
    ["Cruise Control to brokers", cruiseControl, broker, [9091], true],
    ["operators to Cruise Control", operator, cruiseControl, [9090], true],
    ["the topic operator to Cruise Control", entityOperator, cruiseControl, [9090], true],
    ["a service to Cruise Control", pod("chatbot"), cruiseControl, [9090], false],
    ["the operator to the API server", operator, apiServer, [443, 6443], true],
    ["the entity operator to the API server", entityOperator, apiServer, [443], true],
    ["brokers to the API server", broker, apiServer, [443], true],
    ["brokers to the node's role", broker, metadata, [80, 443], false],
    ["the operator to the node's role", operator, metadata, [80, 443], false],
    ["brokers to the internet by another port", broker, { address: "93.184.216.34" }, [80], false],
    ["brokers to DNS", broker, dns, [53], true],
    ["Prometheus to brokers", pod("monitoring"), broker, [9404], true],
    ["Prometheus to the exporter", pod("monitoring"), exporter, [9404], true],
    ["Prometheus to the operator", pod("monitoring"), operator, [8080], true],
    ["Prometheus to brokers as a client", pod("monitoring"), broker, [9093], false],
  ];
  for (const [title, source, target, ports, expected] of rows) {
    it(`${expected ? "allows" : "denies"} ${title} ${ports.join(", ")}`, () => {
      for (const port of ports) {
        assert.equal(isAllowed(three, source, target, { port }), expected, String(port));
      }
    });
  }

  it("lets nobody scrape where there is no Prometheus", () => {
    assert.equal(isAllowed(policies(3), pod("monitoring"), broker, { port: 9404 }), false);
  });

  it("has a policy of its own for every kind of pod, and none that selects nothing (check 92)", () => {
    const kinds = [operator, broker, entityOperator, exporter, cruiseControl];
    const selected = (all: Policy[]) => kinds.map((kind) => selecting(all, kind).length);
    // The default, DNS, and one for each kind.
    assert.deepEqual(selected(three), [3, 3, 3, 3, 3]);
    assert.equal(three.length, 2 + kinds.length);
    assert.deepEqual(selected(policies(1)), [3, 3, 3, 3, 2]);
    assert.equal(policies(1).length, 2 + kinds.length - 1);
  });

  it("opens nothing to everybody when Cruise Control is not there", () => {
    const one = policies(1);
    assert.equal(isAllowed(one, operator, stranger, { port: 9090 }), false);
    assert.equal(isAllowed(one, stranger, broker, { port: 9091 }), false);
    assert.equal(isAllowed(one, operator, broker, { port: 9091 }), true);
  });
});
