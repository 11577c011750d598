import assert from "node:assert/strict";
import { defaultDenyManifest, dnsEgressManifest } from "../../../components/default-deny";
import {
  kedaNetworkPolicies,
  type KedaNeighbours,
} from "../../../components/keda/network-policies";
import type { KafkaArgs } from "../../../settings/args/kafka";
import { settlePart } from "../../../settings/parts";
import { versions } from "../../../components/versions";
import { isAllowed, selecting, type End, type Pod, type Policy } from "../../support/reachability";
import { externalKafka, mskKafka, strimziKafka } from "../../support/service";

const pod = (namespace: string, labels: Record<string, string>): Pod => ({ namespace, labels });
const operator = pod("keda", { app: "keda-operator" });
const metrics = pod("keda", { app: "keda-operator-metrics-apiserver" });
const webhooks = pod("keda", { app: "keda-admission-webhooks" });
const dns = pod("kube-system", { "k8s-app": "kube-dns" });
const broker = pod("kafka", { "strimzi.io/cluster": "kafka-cluster" });
const service = pod("chatbot", { "app.kubernetes.io/name": "chat" });
const prometheus = pod("monitoring", { app: "prometheus" });
const apiServer: End = { address: "10.0.3.7" };
const kubernetesService: End = { address: "172.20.0.1" };
const internet: End = { address: "93.184.216.34" };
const metadata: End = { address: "169.254.169.254" };
const agent: End = { address: "169.254.170.23" };

function policies(more: Partial<KedaNeighbours> = {}): Policy[] {
  const three = kedaNetworkPolicies<string>({
    namespace: "keda",
    watchNamespaces: ["chatbot"],
    usesAws: false,
    egress: [],
    ...more,
  });
  return [defaultDenyManifest("keda"), dnsEgressManifest("keda"), ...Object.values(three)];
}

function neighbours(kafka: KafkaArgs | undefined): Partial<KedaNeighbours> {
  const { kafka: settled, monitoring } = settlePart<string>(
    { kafka, monitoring: { prometheus: { serverAddress: "http://prometheus.monitoring:80" } } },
    versions,
  );
  return { ...(settled === undefined ? {} : { kafka: settled }), monitoring };
}

const onEks: Partial<KedaNeighbours> = {
  ...neighbours(strimziKafka),
  vpcCidr: "10.0.0.0/16",
  serviceCidr: "172.20.0.0/16",
};

type Row = [string, End, End, number, boolean, "UDP"?];

function table(title: string, given: Policy[], rows: Row[]): void {
  describe(title, () => {
    for (const [what, source, target, port, expected, protocol] of rows) {
      it(`${expected ? "allows" : "denies"} ${what} ${port}`, () =>
        assert.equal(isAllowed(given, source, target, { port, protocol }), expected));
    }
  });
}

describe("kedaNetworkPolicies()", () => {
  table("on EKS with Strimzi and Prometheus", policies(onEks), [
    ["operator -> DNS (check 86)", operator, dns, 53, true, "UDP"],
    ["operator -> DNS by TCP (check 86)", operator, dns, 53, true],
    ["webhooks -> DNS (check 86)", webhooks, dns, 53, true, "UDP"],
    ["operator -> another port of DNS (check 85)", operator, dns, 9153, false],
    ["operator -> broker (check 87)", operator, broker, 9093, true],
    ["operator -> broker without TLS (check 87)", operator, broker, 9092, false],
    ["metrics server -> broker (check 85)", metrics, broker, 9093, false],
    ["API server -> metrics (check 88)", apiServer, metrics, 6443, true],
    ["API server -> webhooks (check 88)", apiServer, webhooks, 9443, true],
    ["API server -> operator (check 85)", apiServer, operator, 9666, false],
    ["internet -> metrics (check 88)", internet, metrics, 6443, false],
    ["internet -> webhooks (check 88)", internet, webhooks, 9443, false],
    ["service -> metrics by namespace (check 88)", service, metrics, 6443, false],
    ["metrics server -> operator (check 89)", metrics, operator, 9666, true],
    ["webhooks -> operator (check 89)", webhooks, operator, 9666, false],
    ["service -> operator (check 89)", service, operator, 9666, false],
    ["operator -> API server behind its Service", operator, apiServer, 443, true],
    ["operator -> API server by its Service", operator, kubernetesService, 443, true],
    ["metrics server -> API server", metrics, kubernetesService, 443, true],
    ["webhooks -> API server", webhooks, kubernetesService, 443, true],
    ["operator -> internet (check 85)", operator, internet, 443, false],
    ["operator -> instance metadata (check 90)", operator, metadata, 80, false],
    ["operator -> Pod Identity agent without a role", operator, agent, 80, false],
    ["operator -> Prometheus' Service", operator, prometheus, 80, true],
    ["operator -> Prometheus", operator, prometheus, 9090, true],
    ["metrics server -> Prometheus (check 85)", metrics, prometheus, 9090, false],
    ["Prometheus -> operator (check 91)", prometheus, operator, 8080, true],
    ["Prometheus -> metrics (check 91)", prometheus, metrics, 8080, true],
    ["Prometheus -> webhooks (check 91)", prometheus, webhooks, 8080, true],
    ["service -> operator's metrics (check 91)", service, operator, 8080, false],
    ["Prometheus -> operator's values (check 91)", prometheus, operator, 9666, false],
    ["operator -> a queue beside the services", operator, service, 6379, true],
    ["operator -> a queue elsewhere", operator, pod("other", {}), 6379, false],
  ]);

  table("where the VPC is unknown", policies(), [
    ["somebody -> metrics", apiServer, metrics, 6443, true],
    ["somebody -> webhooks", internet, webhooks, 9443, true],
    ["operator -> API server of kind", operator, { address: "172.18.0.2" }, 6443, true],
    ["operator -> instance metadata (check 90)", operator, metadata, 443, false],
    ["operator -> another port anywhere", operator, internet, 80, false],
    ["Prometheus -> operator without monitoring", prometheus, operator, 8080, false],
  ]);

  table("with AWS permissions", policies({ ...onEks, usesAws: true }), [
    ["operator -> AWS (check 90)", operator, internet, 443, true],
    ["operator -> Pod Identity agent (check 90)", operator, agent, 80, true],
    ["operator -> instance metadata (check 90)", operator, metadata, 80, false],
    ["operator -> instance metadata by TLS (check 90)", operator, metadata, 443, false],
    ["webhooks -> AWS", webhooks, internet, 443, false],
  ]);

  table("with MSK", policies({ ...onEks, ...neighbours(mskKafka) }), [
    ["operator -> broker (check 87)", operator, { address: "10.0.9.9" }, 9098, true],
    ["operator -> broker without IAM", operator, { address: "10.0.9.9" }, 9092, false],
  ]);

  table(
    "with an external Kafka and another source",
    policies({
      ...onEks,
      ...neighbours(externalKafka),
      egress: [{ cidr: "10.50.0.0/24", ports: [5671] }],
    }),
    [
      ["operator -> broker (check 87)", operator, { address: "10.40.8.9" }, 9094, true],
      ["operator -> second broker (check 87)", operator, { address: "10.40.8.10" }, 9095, true],
      ["operator -> beside the brokers", operator, { address: "10.40.9.9" }, 9094, false],
      ["operator -> the source", operator, { address: "10.50.0.3" }, 5671, true],
      ["metrics server -> the source", metrics, { address: "10.50.0.3" }, 5671, false],
    ],
  );

  it("selects every part, and every policy selects one (check 92)", () => {
    const all = policies(onEks);
    const parts = [operator, metrics, webhooks];
    assert.deepEqual(
      parts.map((part) => selecting(all, part).map(({ metadata: { name } }) => name)),
      ["keda-operator", "keda-operator-metrics-apiserver", "keda-admission-webhooks"].map((own) => [
        "default-deny",
        "allow-dns",
        own,
      ]),
    );
  });
});
