import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  MonitoringStack,
  type MonitoringStackArgs,
} from "../../../components/monitoring/monitoring-stack";
import { versions } from "../../../components/versions";
import { record } from "../../../plan/record";
import { strimziKafka } from "../../support/service";
import { made, type Made } from "../kafka/recorded";

const args: MonitoringStackArgs = {
  monitoring: { stack: {} },
  kafka: strimziKafka,
  watchNamespaces: ["chatbot"],
  clusterAutoscaler: true,
};
const stack = (change: Partial<MonitoringStackArgs> = {}): Promise<Made> =>
  made(() => new MonitoringStack("mon", { ...args, ...change }));

const ground = [
  "mon-allow-dns kubernetes:networking.k8s.io/v1:NetworkPolicy",
  "mon-default-deny kubernetes:networking.k8s.io/v1:NetworkPolicy",
  "mon-kube-state-metrics-policy kubernetes:networking.k8s.io/v1:NetworkPolicy",
  "mon-namespace kubernetes:core/v1:Namespace",
  "mon-operator-policy kubernetes:networking.k8s.io/v1:NetworkPolicy",
  "mon-prometheus-policy kubernetes:networking.k8s.io/v1:NetworkPolicy",
  "mon-release kubernetes:helm.sh/v3:Release",
  "mon-rules kubernetes:monitoring.coreos.com/v1:PrometheusRule",
];
const monitor = (role: string): string =>
  `mon-${role} kubernetes:monitoring.coreos.com/v1:PodMonitor`;

describe("MonitoringStack", () => {
  let run: Made;
  before(async () => {
    run = await stack();
  });

  it("makes exactly these children, to which nobody objects", () => {
    const monitors = ["cluster-autoscaler", "kafka-exporter", "keda-metrics-server"];
    const expected = [...ground, ...monitors.map(monitor), monitor("keda-operator")].sort();
    assert.deepEqual(run.tree, expected);
    assert.deepEqual(run.errors, []);
  });

  const smaller: [string, Partial<MonitoringStackArgs>, string[]][] = [
    ["Kafka", { kafka: undefined }, ["cluster-autoscaler", "keda-metrics-server", "keda-operator"]],
    [
      "an autoscaler",
      { clusterAutoscaler: undefined },
      ["kafka-exporter", "keda-metrics-server", "keda-operator"],
    ],
    ["a KEDA of its own", { keda: { existing: {} } }, ["cluster-autoscaler", "kafka-exporter"]],
  ];
  for (const [what, change, monitors] of smaller) {
    it(`scrapes nothing of ${what} where there is none`, async () => {
      const own = await stack(change);
      assert.deepEqual(own.tree, [...ground, ...monitors.map(monitor)].sort());
      assert.deepEqual(own.errors, []);
    });
  }

  it("starts after its namespace and its network, and hands over what to scrape after its CRDs (checks 107 and 115)", () => {
    const before = ground.map((child) => child.split(" ")[0] ?? "").slice(0, 6);
    assert.deepEqual(run.waitsFor("mon-release"), before);
    for (const role of ["rules", "kafka-exporter", "keda-operator", "cluster-autoscaler"]) {
      assert.deepEqual(run.waitsFor(`mon-${role}`), ["mon-release"], role);
    }
  });

  it("pins the chart, and leaves what failed to be seen", () => {
    const { values, ...release } = run.get("mon-release").inputs;
    assert.ok(values !== undefined);
    assert.deepEqual(release, {
      atomic: false,
      chart: "kube-prometheus-stack",
      cleanupOnFail: true,
      compat: "true",
      createNamespace: false,
      maxHistory: 5,
      name: "prometheus",
      namespace: "monitoring",
      repositoryOpts: { repo: "https://prometheus-community.github.io/helm-charts" },
      skipAwait: false,
      timeout: 600,
      version: versions.kubePrometheusStack,
    });
  });

  it("lets only restricted pods into its namespace, and puts everything there (check 30)", async () => {
    const own = await stack({ monitoring: { stack: { namespace: "metrics" } } });
    const { name, labels } = own.get("mon-namespace").inputs["metadata"] as Record<string, any>;
    assert.equal(name, "metrics");
    assert.equal(labels["pod-security.kubernetes.io/enforce"], "restricted");
    const namespaces = own.resources
      .filter(({ name }) => !["mon", "mon-namespace"].includes(name))
      .map(({ inputs }) => inputs["namespace"] ?? (inputs["metadata"] as any).namespace);
    assert.deepEqual([...new Set(namespaces)], ["metrics"]);
  });

  it("tells where it answers", async () => {
    const seen: unknown[] = [];
    await made(() => {
      const { serverAddress, namespace } = new MonitoringStack("mon", {
        ...args,
        monitoring: { stack: { namespace: "metrics" } },
      });
      pulumi.all([serverAddress, namespace]).apply((values) => seen.push(...values));
    });
    assert.deepEqual(seen, ["http://platform-prometheus.metrics.svc:9090", "metrics"]);
  });

  it("keeps its data on a class that is only known later", async () => {
    const own = await stack({ storageClass: pulumi.output("fast") });
    const { values } = own.get("mon-release").inputs as { values: any };
    const claim = values.prometheus.prometheusSpec.storageSpec.volumeClaimTemplate.spec;
    assert.equal(claim.storageClassName, "fast");
  });

  const refusals: [string, Partial<MonitoringStackArgs>, RegExp][] = [
    [
      "a Prometheus that exists",
      { monitoring: { prometheus: { serverAddress: "http://p:9090" } } },
      /monitoring: expected stack, got none, or a Prometheus that exists/,
    ],
    [
      "both",
      { monitoring: { prometheus: { serverAddress: "http://p:9090" }, stack: {} } },
      /monitoring: expected exactly one of prometheus, stack, got prometheus and stack/,
    ],
    [
      "two namespaces in one entry",
      { watchNamespaces: ["chatbot", "a,b"] },
      /watchNamespaces\[1\]: expected the name of a namespace, got "a,b"/,
    ],
  ];
  for (const [title, change, expected] of refusals) {
    it(`refuses ${title} before anything is registered`, async () => {
      const seen: string[] = [];
      await assert.rejects(
        record(async () => void new MonitoringStack("mon", { ...args, ...change }), {
          progress: ({ name }) => seen.push(name),
        }),
        expected,
      );
      assert.deepEqual(seen, []);
    });
  }
});
