import type { KubernetesObject } from "../support/crds";
import { KafkaTools } from "./kafka-tools";
import { apply, remove } from "./kubectl";
import { OwnBroker } from "./loop-broker";
import { ClusterWatch } from "./loop-cluster";
import { PlayedPrometheus } from "./loop-prometheus";
import { article, articleObjects, loopObjects, partitions, topicOf } from "./loop-stack";
import type { LoopService } from "./loop-stack";
import {
  addPool,
  addRoom,
  onReservedNode,
  playsNodes,
  playsPools,
  removePool,
  removeRoom,
} from "./played-node";

const room = "chatbot-live-loop";

/** Everything that the loop's tests share, and how all of it ends. */
export class LoopRun {
  readonly cluster = new ClusterWatch();
  /** The broker of the platform's services. */
  kafka!: KafkaTools;
  /** A broker that may be killed; undefined where KAFKA_CLASSPATH does not say how to start one. */
  broker: OwnBroker | undefined;
  outageKafka: KafkaTools | undefined;
  prometheus!: PlayedPrometheus;
  /** Whether Karpenter makes nodes for the article's pods. */
  hasPool = false;
  /** What was created, by the namespace that holds it. */
  readonly objects = new Map<string, KubernetesObject[]>();
  /** When the ScaledObjects of a namespace were created. */
  readonly createdAt = new Map<string, number>();
  private readonly namespaceEnds: (() => Promise<unknown>)[] = [];
  private readonly ends: (() => Promise<unknown>)[] = [];

  /** Connects to the platform's broker and makes room for pods. */
  async prepare(): Promise<void> {
    this.ends.push(() => this.cluster.stop());
    await Promise.all([this.nodes(), this.brokers()]);
  }

  /** Starts the broker that may be killed, where that is possible. */
  async prepareOutage(): Promise<void> {
    const classpath = process.env.KAFKA_CLASSPATH;
    if (classpath === undefined) return;
    const broker = await OwnBroker.start(classpath);
    this.broker = broker;
    this.ends.push(() => broker.end());
    const kafka = await KafkaTools.connect(broker.bootstrap);
    this.outageKafka = kafka;
    this.ends.push(() => kafka.disconnect());
  }

  private async brokers(): Promise<void> {
    this.kafka = await KafkaTools.connect(process.env.KAFKA_BOOTSTRAP ?? "");
    this.ends.push(() => this.kafka.disconnect());
    this.prometheus = await PlayedPrometheus.start(this.kafka);
  }

  private async nodes(): Promise<void> {
    this.ends.push(removePool);
    this.hasPool = await playsPools();
    this.ends.push(() => removeRoom());
    await addRoom();
    await addRoom(room, true);
    this.ends.push(() => removeRoom(room));
  }

  /** Creates services in a namespace of their own, with their topics. */
  async services(
    namespace: string,
    services: readonly LoopService[],
    kafka: KafkaTools,
    prometheus?: PlayedPrometheus,
  ): Promise<void> {
    const topics = services.map(({ name }) => topicOf(name));
    await Promise.all(topics.map((topic) => this.topic(kafka, topic, partitions)));
    await Promise.all(topics.map((topic) => prometheus?.follow(topic)));
    const placement = (await playsNodes()) ? onReservedNode : {};
    const { bootstrap } = kafka;
    const surroundings = { namespace, placement, bootstrap, prometheus: prometheus?.address };
    await this.create(namespace, await loopObjects(services, surroundings));
  }

  /** From now on there is no room but on nodes that are ordered. */
  async takeRoom(): Promise<void> {
    if (!this.hasPool) return;
    await removeRoom();
    await addPool();
  }

  async article(): Promise<void> {
    await this.topic(this.kafka, article.topic, partitions);
    await this.create(article.namespace, await articleObjects(this.kafka.bootstrap));
  }

  /** Ends everything, whatever of it fails. @throws what failed. */
  async end(): Promise<void> {
    const failures: unknown[] = [];
    const tried = (end: () => Promise<unknown>) => end().catch((error) => failures.push(error));
    await Promise.all(this.namespaceEnds.map(tried));
    // Nobody asks it any more, and it must not ask for topics that are gone.
    await tried(() => this.prometheus.stop());
    for (const end of this.ends.reverse()) await tried(end);
    if (failures.length > 0) throw new AggregateError(failures, failures.join("\n"));
  }

  private async topic(kafka: KafkaTools, name: string, count: number): Promise<void> {
    await kafka.deleteTopic(name);
    await kafka.createTopic(name, count);
    if (kafka === this.kafka) this.ends.push(() => kafka.deleteTopic(name));
  }

  private async create(namespace: string, objects: KubernetesObject[]): Promise<void> {
    const scalers = objects.filter(({ kind }) => kind === "ScaledObject");
    this.objects.set(namespace, objects);
    this.namespaceEnds.push(async () => {
      // While KEDA is there to take its finalizers off.
      await remove(scalers);
      await remove(objects.filter((object) => !scalers.includes(object)).reverse());
    });
    await apply(objects.filter((object) => !scalers.includes(object)));
    await apply(scalers);
    this.createdAt.set(namespace, Date.now());
  }
}
