import assert from "node:assert/strict";
import type { KubernetesObject } from "../support/crds";
import { KafkaTools } from "./kafka-tools";
import { apply, kubectl, remove } from "./kubectl";
import { live } from "./lab";
import { addRoom, removeRoom } from "./played-node";
import { rendered } from "./rendered";

const namespace = "chatbot";
const deployment = "ai-chat-service";
const topic = "ai.chatbot";
const group = "ai-chat-group";

/**
 * The local stack's ScaledObject as it is, but for two things that belong to this machine and not to scaling: the broker, which
 * has no authentication here, and the cooldown, which would be six minutes of waiting.
 */
function adapted(object: KubernetesObject, bootstrapServers: string): KubernetesObject {
  const { triggers, ...spec } = object.spec as { triggers: any[] };
  const metadata = { topic, consumerGroup: group, bootstrapServers };
  const [{ metadata: given, name, type }] = triggers as [any];
  const { lagThreshold, offsetResetPolicy } = given;
  const lag = { name, type, metadata: { ...metadata, lagThreshold, offsetResetPolicy } };
  return { ...object, spec: { ...spec, cooldownPeriod: 10, triggers: [lag] } };
}

live("the loop: Kafka, KEDA, the HPA, pods", ["kubernetes", "kafka"], function () {
  this.timeout(300_000);
  const kafka = new KafkaTools(
    process.env.KAFKA_BOOTSTRAP ?? "",
    process.env.KAFKA_CLASSPATH ?? "",
  );
  let objects: KubernetesObject[];
  let scaledObject: KubernetesObject;
  let partitions: number;
  const series: number[] = [];

  const replicas = async (): Promise<number> => {
    const path = "jsonpath={.spec.replicas}";
    const args = ["get", "deployment", deployment, "--namespace", namespace, "-o", path];
    const count = Number((await kubectl(args)).out);
    series.push(count);
    return count;
  };
  const reaches = async (wanted: number, seconds: number): Promise<void> => {
    for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
      if ((await replicas()) === wanted) return;
      await new Promise((done) => setTimeout(done, 1000));
    }
    assert.fail(
      `expected ${wanted} replicas within ${seconds} s, got ${series.slice(-60).join(" ")}`,
    );
  };
  const annotate = (text: string): Promise<unknown> =>
    kubectl(["annotate", "scaledobject", deployment, "--namespace", namespace, text]);

  before(async function () {
    if (process.env.KAFKA_CLASSPATH === undefined) {
      process.stderr.write("SKIPPED for want of KAFKA_CLASSPATH: the loop\n");
      this.skip();
    }
    const all = await rendered("local");
    const is = (kind: string, name: string) => (object: KubernetesObject) =>
      object.kind === kind && object.metadata?.name === name;
    scaledObject = adapted(all.find(is("ScaledObject", deployment))!, kafka.bootstrap);
    partitions = (
      all.find(({ spec }: any) => spec?.topicName === topic || spec?.partitions)?.spec as any
    ).partitions;
    objects = all.filter(
      (object) =>
        is("Namespace", namespace)(object) ||
        object.kind === "PriorityClass" ||
        is("ServiceAccount", deployment)(object) ||
        is("Deployment", deployment)(object),
    );
    await kafka.createTopic(topic, partitions);
    await kafka.readAll(topic, group);
    await apply(objects);
    await addRoom();
    await apply([scaledObject]);
  });

  after(async () => {
    if (objects === undefined) return;
    await remove([scaledObject]);
    await remove([...objects].reverse());
    await removeRoom();
    await kafka.deleteTopic(topic);
  });

  it("rests at zero without lag", async () => {
    await reaches(0, 60);
  });

  it("goes to the number of partitions under a flood, and never above", async () => {
    await kafka.produce(topic, 20_000);
    await reaches(partitions, 120);
    for (let look = 0; look < 10; look++) {
      assert.ok((await replicas()) <= partitions);
      await new Promise((done) => setTimeout(done, 1000));
    }
    // KEDA wakes it to one, and the HPA takes no step that the behaviour forbids: four pods, or twice as many.
    const steps = series.filter((count, i) => count !== series[i - 1]);
    for (const [i, count] of steps.entries()) {
      // From zero, KEDA's one pod may be gone past between two looks.
      const before = Math.max(1, steps[i - 1] ?? count);
      assert.ok(count <= Math.max(before + 4, before * 2), steps.join(" "));
    }
  });

  it("has pods that run", async () => {
    const args = ["wait", "deployment", deployment, "--namespace", namespace];
    const { code, err } = await kubectl([...args, "--for=condition=Available", "--timeout=60s"]);
    assert.equal(code, 0, err);
  });

  it("is held by the pause annotation, and goes on without it", async () => {
    await annotate("autoscaling.keda.sh/paused-replicas=2");
    await reaches(2, 60);
    await annotate("autoscaling.keda.sh/paused-replicas-");
    await reaches(partitions, 120);
  });

  it("goes to zero when all has been read", async () => {
    await kafka.readAll(topic, group);
    await reaches(0, 120);
  });
});
