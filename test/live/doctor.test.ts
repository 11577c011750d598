import assert from "node:assert/strict";
import { versions } from "../../components/versions";
import { doctor } from "../../pipeline/index";
import type { Finding } from "../../settings/finding";
import type { KubernetesObject } from "../support/crds";
import { KafkaTools } from "./kafka-tools";
import { apply, kubectl, namesOf, remove } from "./kubectl";
import { live } from "./lab";
import { operatorCrds } from "./rendered";

const namespace = "chatbot-live-doctor";
const topic = "chatbot-live-doctor";
const group = "chatbot-live-doctor";
const partitions = 6;
const threshold = 10;

const named = (apiVersion: string, kind: string, name: string, rest = {}): KubernetesObject => ({
  apiVersion,
  kind,
  metadata: { name, namespace },
  ...rest,
});

/** A Deployment of pods that only have to be there. */
const deployment = (name: string, image: string): KubernetesObject => {
  const labels = { app: name };
  const template = { metadata: { labels }, spec: { containers: [{ name, image }] } };
  const spec = { selector: { matchLabels: labels }, template };
  return named("apps/v1", "Deployment", name, { spec });
};

/** What the doctor looks for by its image, where the cluster runs it otherwise. */
const operators = {
  keda: `ghcr.io/kedacore/keda:${versions.keda}`,
  "keda-metrics-apiserver": `ghcr.io/kedacore/keda-metrics-apiserver:${versions.keda}`,
  "strimzi/operator": `quay.io/strimzi/operator:${versions.strimzi}`,
};

const scaled = (name: string, more: object = {}, trigger: object = {}): KubernetesObject => {
  const bootstrapServers = process.env.KAFKA_BOOTSTRAP ?? "";
  const lagThreshold = String(threshold);
  const metadata = { bootstrapServers, topic, consumerGroup: group, lagThreshold, ...trigger };
  return named("keda.sh/v1alpha1", "ScaledObject", name, {
    spec: {
      scaleTargetRef: { name },
      ...{ pollingInterval: 2, minReplicaCount: 1, maxReplicaCount: partitions },
      triggers: [{ type: "kafka", metadata }],
      ...more,
    },
  });
};

const kafkaTopic = (partitions: number): KubernetesObject =>
  named("kafka.strimzi.io/v1", "KafkaTopic", topic, { spec: { partitions, replicas: 1 } });

const apiServiceName = "v1beta1.external.metrics.k8s.io";

live("the doctor and a running KEDA", ["kubernetes", "kafka"], function () {
  this.timeout(180_000);
  let kafka: KafkaTools;
  let crds: KubernetesObject[];
  const answer = scaled("answer");
  const made: KubernetesObject[] = [];

  const make = async (...objects: KubernetesObject[]): Promise<void> => {
    await apply(objects);
    made.push(...objects);
  };

  /** Looks until a finding is there. */
  const finds = async (rule: string, path: RegExp, got = /./): Promise<Finding> => {
    let findings: Finding[] = [];
    for (let look = 0; look < 30; look++) {
      ({ findings } = await doctor());
      const found = findings.find(
        (one) => one.rule === rule && path.test(one.path) && got.test(one.got),
      );
      if (found !== undefined) return found;
      await new Promise((done) => setTimeout(done, 2000));
    }
    return assert.fail(`no ${rule} of ${path}: ${JSON.stringify(findings, undefined, 2)}`);
  };
  const isWell = async (): Promise<void> => {
    let findings: Finding[] = [];
    for (let look = 0; look < 30; look++) {
      ({ findings } = await doctor());
      if (findings.length === 0) return;
      await new Promise((done) => setTimeout(done, 2000));
    }
    assert.deepEqual(findings, []);
  };

  before(async () => {
    kafka = await KafkaTools.connect(process.env.KAFKA_BOOTSTRAP ?? "");
    await kafka.createTopic(topic, partitions);
    await kafka.readAll(topic, group);
    const there = new Set(await namesOf("customresourcedefinitions"));
    crds = operatorCrds().filter(({ metadata }) => !there.has(String(metadata?.name)));
    await apply(crds);
    if (crds.length > 0) {
      const names = crds.map(({ metadata }) => `crd/${String(metadata?.name)}`);
      await kubectl(["wait", "--for=condition=Established", "--timeout=60s", ...names]);
    }
    const { out: running } = await kubectl(["get", "deployments", "-A", "-o", "yaml"]);
    const missing = Object.entries(operators).filter(([image]) => !running.includes(`/${image}:`));
    await make(named("v1", "Namespace", namespace, { metadata: { name: namespace } }));
    await make(
      ...missing.map(([name, image]) => deployment(name.replace("/", "-"), image)),
      deployment("answer", "answer"),
      kafkaTopic(partitions),
    );
    const status = { conditions: [{ type: "Ready", status: "True" }] };
    const patched = await kubectl([
      ...["patch", "kafkatopic", topic, "--namespace", namespace, "--subresource=status"],
      ...["--type=merge", "--patch", JSON.stringify({ status })],
    ]);
    assert.equal(patched.code, 0, patched.err);
    await make(answer);
  });

  after(async () => {
    await remove([...made].reverse());
    await remove(crds);
    await kafka.deleteTopic(topic);
    await kafka.disconnect();
  });

  it("find nothing when all is well", async () => {
    await isWell();
    const { examined } = await doctor();
    assert.ok(examined.scaledObjects >= 1 && examined.metrics >= 1 && examined.topics >= 1);
  });

  it("find a forgotten pause, and the command that ends it does", async () => {
    await apply([
      {
        ...answer,
        metadata: { ...answer.metadata, annotations: { "autoscaling.keda.sh/paused": "true" } },
      },
    ]);
    const { fix } = await finds("doctor/paused", /scaledobject chatbot-live-doctor\/answer$/);
    assert.match(fix, /^kubectl /);
    assert.equal((await kubectl(fix.split(" ").slice(1))).code, 0);
    await isWell();
  });

  it("find a flood that replicas cannot carry, which KEDA counts up to its cap only", async () => {
    await kafka.produce(topic, 50 * threshold * partitions);
    const { got } = await finds("doctor/lag", /answer topic/);
    assert.equal(got, `${threshold * partitions} or more`);
  });

  it("find an HPA that wants more than it may", async () => {
    await apply([scaled("answer", { maxReplicaCount: 2 })]);
    const { got, fix } = await finds("doctor/pinned", /hpa chatbot-live-doctor\/keda-hpa-answer$/);
    assert.equal(got, "2, and it wants more");
    assert.match(fix, /raise maxReplicaCount/);
    await kafka.readAll(topic, group);
    await apply([answer]);
    await isWell();
  });

  it("find a group that never committed", async () => {
    await apply([scaled("answer", {}, { consumerGroup: "chatbot-live-doctor-new" })]);
    const { got, fix } = await finds("doctor/uncommitted", /answer topic/);
    assert.match(got, /^6, one for each partition/);
    assert.match(fix, /--group chatbot-live-doctor-new/);
    await apply([answer]);
    await isWell();
  });

  it("find a topic with fewer partitions than replicas", async () => {
    await apply([kafkaTopic(3)]);
    const { expected, got } = await finds("doctor/partitions", /answer maxReplicaCount$/);
    assert.equal(`${got}: ${expected}`, `6: at most 3, the partitions of topic "${topic}"`);
    await apply([kafkaTopic(partitions)]);
    await isWell();
  });

  it("find a ScaledObject whose broker does not answer", async () => {
    const broken = scaled("broken", {}, { bootstrapServers: "127.0.0.1:1" });
    const target = deployment("broken", "broken");
    await make(target, broken);
    await finds(
      "doctor/not-ready",
      /scaledobject chatbot-live-doctor\/broken$/,
      /available brokers/,
    );
    await remove([broken, target]);
    await isWell();
  });

  it("find one that falls back, and an HPA that is blind, when their topic goes", async () => {
    const gone = { topic: `${topic}-gone` };
    await kafka.createTopic(gone.topic, 2);
    await kafka.readAll(gone.topic, group);
    const fallback = { failureThreshold: 1, replicas: 2 };
    const falling = scaled("falling", { maxReplicaCount: 2, fallback }, gone);
    const blind = scaled("blind", { maxReplicaCount: 2 }, gone);
    const targets = [deployment("falling", "falling"), deployment("blind", "blind")];
    await make(...targets, falling, blind);
    await isWell();
    await kafka.deleteTopic(gone.topic);
    await finds("doctor/fallback", /scaledobject chatbot-live-doctor\/falling$/);
    await finds("doctor/hpa-blind", /hpa chatbot-live-doctor\/keda-hpa-blind$/);
    await finds("doctor/metric", /scaledobject chatbot-live-doctor\/blind metric s0-kafka-/);
    await remove([falling, blind, ...targets]);
    await isWell();
  });

  it("find another's name on the APIService of external metrics, and nobody behind it [F-03]", async () => {
    const [before] = await stored("apiservice", apiServiceName);
    assert.ok(before);
    const service = { name: "another-adapter", namespace };
    await patch("apiservice", apiServiceName, { spec: { service } });
    try {
      const owner = await finds("doctor/api-service-owner", /external\.metrics/);
      assert.equal(owner.got, '"another-adapter"');
      const { got } = await finds("doctor/api-service", /external\.metrics/);
      assert.match(got, /^False \(ServiceNotFound/);
    } finally {
      await patch("apiservice", apiServiceName, { spec: { service: before.spec.service } });
    }
    await isWell();
  });

  it("find webhooks that the control plane does not reach: none ready, and none that answers [F-12]", async () => {
    const hooks = await stored("validatingwebhookconfigurations");
    const judge = hooks.find(({ webhooks = [] }: any) =>
      webhooks.some(({ rules }: any) => JSON.stringify(rules).includes('"scaledobjects"')),
    );
    assert.ok(judge);
    const dead = (clientConfig: object): object => ({
      webhooks: judge.webhooks.map((webhook: any) => ({
        ...webhook,
        failurePolicy: "Ignore",
        timeoutSeconds: 2,
        clientConfig,
      })),
    });
    const kind = "validatingwebhookconfiguration";
    const { name } = judge.metadata;
    try {
      await patch(kind, name, dead({ url: "https://127.0.0.1:1/" }));
      const { got, fix } = await finds("doctor/webhook", new RegExp(`webhook ${name}/`));
      assert.equal(got, "it was accepted: nobody was asked");
      assert.match(fix, /port 9443/);
      const service = { name: "nobody", namespace, path: "/" };
      await patch(kind, name, dead({ service, caBundle: "LS0t" }));
      const { expected } = await finds("doctor/webhook", new RegExp(`webhook ${name}/`));
      assert.equal(expected, `a ready pod behind service ${namespace}/nobody`);
    } finally {
      await patch(kind, name, { webhooks: judge.webhooks });
    }
    await isWell();
  });
});

/** Objects as the server has them. */
async function stored(...what: string[]): Promise<any[]> {
  const { out } = await kubectl(["get", ...what, "-o", "json"]);
  const found = JSON.parse(out);
  return found.items ?? [found];
}

async function patch(kind: string, name: string, change: object): Promise<void> {
  const { code, err } = await kubectl([
    ...["patch", kind, name, "--type=merge", "--patch", JSON.stringify(change)],
  ]);
  assert.equal(code, 0, err);
}
