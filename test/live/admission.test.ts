import assert from "node:assert/strict";
import type { KubernetesObject } from "../support/crds";
import { apply, kubectl, namesOf, remove } from "./kubectl";
import { live } from "./lab";
import { operatorCrds } from "./rendered";

const namespace = "chatbot-live-admission";

const named = (apiVersion: string, kind: string, name: string, rest = {}): KubernetesObject => ({
  apiVersion,
  kind,
  metadata: { name, namespace },
  ...rest,
});

const lag = { type: "kafka", metadata: { topic: "t" } };
const cpu = { type: "cpu", metricType: "Utilization", metadata: { value: "70" } };

/** A ScaledObject of something that does not exist, which is nothing that KEDA minds. */
const scaled = (spec: object, target = "nobody", name = "wrong"): KubernetesObject =>
  named("keda.sh/v1alpha1", "ScaledObject", name, {
    spec: { scaleTargetRef: { name: target }, triggers: [lag], ...spec },
  });

const deployment = (name: string, resources: object): KubernetesObject => {
  const labels = { app: name };
  const template = {
    metadata: { labels },
    spec: { containers: [{ name, image: name, resources }] },
  };
  return named("apps/v1", "Deployment", name, {
    spec: { replicas: 0, selector: { matchLabels: labels }, template },
  });
};
const plain = deployment("plain", {});
const sized = deployment("sized", { requests: { cpu: "100m" } });

/** What KEDA's webhook, or a rule in its CRD, refuses: settings that our door refuses before. */
const refusedByKeda: [string, KubernetesObject, RegExp][] = [
  [
    "more replicas at least than at most",
    scaled({ minReplicaCount: 5, maxReplicaCount: 2 }),
    /minReplicaCount must be less/,
  ],
  [
    "as many idle replicas as at least",
    scaled({ idleReplicaCount: 2, minReplicaCount: 2 }),
    /IdleReplicaCount=2 must be less than MinReplicaCount=2/,
  ],
  [
    "a fallback of CPU alone",
    scaled(
      { minReplicaCount: 1, triggers: [cpu], fallback: { failureThreshold: 3, replicas: 2 } },
      "sized",
    ),
    /for the fallback to be enabled/,
  ],
  [
    "a fallback after fewer than no failures",
    scaled({ fallback: { failureThreshold: -1, replicas: 2 } }),
    /failureThreshold.* greater than or equal to 0/,
  ],
  [
    "two triggers of one name",
    scaled({
      triggers: [
        { ...lag, name: "a" },
        { ...lag, name: "a" },
      ],
    }),
    /"a" is defined multiple times/,
  ],
  [
    "cached metrics of a clock",
    scaled({ triggers: [{ type: "cron", useCachedMetrics: true, metadata: {} }] }),
    /useCachedMetrics" is not supported for "cron"/,
  ],
  [
    "a formula that ends in the middle",
    scaled({
      triggers: [{ ...lag, name: "a" }],
      advanced: { scalingModifiers: { formula: "a +", target: "2" } },
    }),
    /error validating formula/,
  ],
  [
    "a formula without a target",
    scaled({ triggers: [{ ...lag, name: "a" }], advanced: { scalingModifiers: { formula: "a" } } }),
    /target/i,
  ],
  [
    "a name too long for its HPA",
    scaled({}, "nobody", "a".repeat(55)),
    /no more than 63 characters/,
  ],
  [
    "a number where the trigger wants text",
    scaled({ triggers: [{ ...lag, metadata: { lagThreshold: 10 } }] }),
    /lagThreshold.* must be of type string/,
  ],
  ["no trigger", scaled({ triggers: [] }), /should have at least 1 items/],
  [
    "no replicas at most",
    scaled({ maxReplicaCount: 0 }),
    /maxReplicaCount.* greater than or equal to 1/,
  ],
  [
    "CPU of a Deployment that requests none",
    scaled({ minReplicaCount: 1, triggers: [cpu] }, "plain"),
    /doesn't have the cpu request defined/,
  ],
  ["CPU alone down to zero", scaled({ triggers: [cpu] }, "sized"), /scale to zero doesn't work/],
];

const strimzi = "kafka.strimzi.io/v1";
const topic = (spec: object) => named(strimzi, "KafkaTopic", "wrong", { spec });
const kafka = (spec: object) => named(strimzi, "Kafka", "wrong", { spec });
const listener = { name: "tls", port: 9093, type: "internal", tls: true };
const user = (authentication: object) =>
  named(strimzi, "KafkaUser", "wrong", { spec: { authentication } });

/** What the rules in Strimzi's CRDs refuse, so that it does not end up as a message in a status. */
const refusedByStrimzi: [string, KubernetesObject, RegExp][] = [
  [
    "a topic without a partition",
    topic({ partitions: 0 }),
    /partitions.* greater than or equal to 1/,
  ],
  ["a topic with no copy", topic({ replicas: 0 }), /replicas.* greater than or equal to 1/],
  ["partitions as text", topic({ partitions: "12" }), /partitions.* must be of type integer/],
  [
    "a listener below the ports that it may have",
    kafka({ kafka: { listeners: [{ ...listener, port: 80 }] } }),
    /port.* greater than or equal to 9092/,
  ],
  [
    "a listener of no kind",
    kafka({ kafka: { listeners: [{ ...listener, type: "public" }] } }),
    /Unsupported value: "public"/,
  ],
  [
    "racks of no label",
    kafka({ kafka: { listeners: [listener], rack: { topologyKey: "" } } }),
    /topologyKey property is required/,
  ],
  [
    "metrics from nowhere",
    kafka({ kafka: { listeners: [listener], metricsConfig: { type: "jmxPrometheusExporter" } } }),
    /valueFrom property is required/,
  ],
  [
    "a password that expires like a certificate",
    user({ type: "scram-sha-512", validityDays: 30, renewalDays: 10 }),
    /validityDays|renewalDays/,
  ],
  [
    "a certificate renewed after its end",
    user({ type: "tls", validityDays: 10, renewalDays: 30 }),
    /renewalDays/,
  ],
];

/** Offers an object, not as a dry run: KEDA does not look at requests in those. @returns what the server says against it. */
async function refusal(object: KubernetesObject): Promise<string> {
  const { code, err } = await kubectl(["create", "-f", "-"], object);
  if (code === 0) await remove([object]);
  return code === 0 ? "" : err;
}

live("what a real API server refuses of operators' objects", ["kubernetes"], function () {
  this.timeout(120_000);
  let crds: KubernetesObject[];
  let judged: boolean;
  const house = named("v1", "Namespace", namespace, { metadata: { name: namespace } });

  before(async () => {
    const there = new Set(await namesOf("customresourcedefinitions"));
    crds = operatorCrds().filter(({ metadata }) => !there.has(String(metadata?.name)));
    await apply(crds);
    await apply([house]);
    await apply([plain, sized]);
    const { out } = await kubectl(["get", "validatingwebhookconfigurations", "-o", "json"]);
    judged = out.includes("validate-keda-sh-v1alpha1-scaledobject");
    if (!judged)
      process.stderr.write("SKIPPED for want of KEDA's webhooks: refused ScaledObjects\n");
  });

  after(async () => {
    await remove([plain, sized]);
    await remove([house]);
    await remove(crds);
  });

  for (const [what, object, reason] of refusedByKeda) {
    it(`is a ScaledObject with ${what} [F-09]`, async function () {
      if (!judged) return this.skip();
      assert.match(await refusal(object), reason);
    });
  }

  it("is a second ScaledObject, or an HPA of somebody's, on one Deployment [F-09]", async function () {
    if (!judged) return this.skip();
    const first = scaled({}, "plain", "first");
    await apply([first]);
    assert.match(
      await refusal(scaled({}, "plain", "second")),
      /already managed by the ScaledObject.*first/,
    );
    await remove([first]);
    const autoscaler = named("autoscaling/v2", "HorizontalPodAutoscaler", "own", {
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "plain" },
        maxReplicas: 3,
      },
    });
    await apply([autoscaler]);
    assert.match(await refusal(scaled({}, "plain")), /already managed by the hpa.*own/i);
    await remove([autoscaler]);
  });

  for (const [what, object, reason] of refusedByStrimzi) {
    it(`is ${what} [F-47]`, async () => assert.match(await refusal(object), reason));
  }
});
