import { Kafka, logLevel, Partitioners, type Admin, type Consumer, type Producer } from "kafkajs";

/** Offsets of one topic and group, by partition. */
export interface Progress {
  end: number[];
  /** -1 where nobody ever committed. */
  committed: number[];
}

/** Topics, messages and committed offsets on a broker without authentication. */
export class KafkaTools {
  private readonly members = new Map<string, Consumer>();
  private partition = 0;

  private constructor(
    readonly bootstrap: string,
    private readonly kafka: Kafka,
    private readonly admin: Admin,
    private readonly producer: Producer,
  ) {}

  static async connect(bootstrap: string): Promise<KafkaTools> {
    const kafka = new Kafka({
      ...{ clientId: "live-test", brokers: [bootstrap], logLevel: logLevel.NOTHING },
      retry: { retries: 10, initialRetryTime: 300, maxRetryTime: 1000 },
    });
    const admin = kafka.admin();
    const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await admin.connect();
    await producer.connect();
    return new KafkaTools(bootstrap, kafka, admin, producer);
  }

  async createTopic(topic: string, partitions: number): Promise<void> {
    const made = { topic, numPartitions: partitions, replicationFactor: 1 };
    await this.admin.createTopics({ waitForLeaders: false, topics: [made] });
    await patiently(() => this.admin.fetchTopicOffsets(topic));
  }

  async deleteTopic(topic: string): Promise<void> {
    const known = await this.admin.listTopics();
    if (known.includes(topic)) await this.admin.deleteTopics({ topics: [topic] });
  }

  /** Sends messages, one partition after the other. */
  async produce(topic: string, messages: number): Promise<void> {
    const [{ partitions } = { partitions: [] }] = (
      await this.admin.fetchTopicMetadata({ topics: [topic] })
    ).topics;
    await this.producer.send({
      topic,
      messages: Array.from({ length: messages }, () => ({
        value: "hello",
        partition: this.partition++ % partitions.length,
      })),
    });
  }

  /** Messages that a topic ever got. */
  async length(topic: string): Promise<number> {
    const ends = await patiently(() => this.admin.fetchTopicOffsets(topic));
    return ends.reduce((sum, { high }) => sum + Number(high), 0);
  }

  async progress(topic: string, groupId: string): Promise<Progress> {
    const ends = await patiently(() => this.admin.fetchTopicOffsets(topic));
    // The broker loads what it knows of a group when it is first asked for it.
    const [known] = await patiently(() => this.admin.fetchOffsets({ groupId, topics: [topic] }));
    const found: Progress = { end: [], committed: ends.map(() => -1) };
    for (const { partition, high } of ends) found.end[partition] = Number(high);
    for (const { partition, offset } of known?.partitions ?? [])
      found.committed[partition] = Number(offset);
    return found;
  }

  /** Commits offsets as a member of the group that reads nothing. */
  async commit(topic: string, groupId: string, offsets: readonly number[]): Promise<void> {
    const member = this.members.get(groupId) ?? (await this.join(topic, groupId));
    await member.commitOffsets(
      offsets.map((offset, partition) => ({ topic, partition, offset: String(offset) })),
    );
  }

  /** Commits the end of every partition, as if all had been read. */
  async readAll(topic: string, groupId: string): Promise<void> {
    const { end } = await this.progress(topic, groupId);
    await this.commit(topic, groupId, end);
  }

  /** Leaves the groups, which are gone then. */
  async disconnect(): Promise<void> {
    await Promise.all([...this.members.values()].map((member) => member.disconnect()));
    const groups = [...this.members.keys()];
    if (groups.length > 0) await patiently(() => this.admin.deleteGroups(groups));
    await Promise.all([this.admin, this.producer].map((one) => one.disconnect()));
  }

  private async join(topic: string, groupId: string): Promise<Consumer> {
    const member = this.kafka.consumer({ groupId });
    this.members.set(groupId, member);
    await member.connect();
    await member.subscribe({ topic });
    const joined = new Promise((done) => member.on(member.events.GROUP_JOIN, done));
    await member.run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch: async () => {} });
    await joined;
    member.pause([{ topic }]);
    return member;
  }
}

/** Asks until the broker knows what it was told a moment ago, or has taken its breath. @throws its last answer, after some seconds. */
async function patiently<T>(ask: () => Promise<T>, attempts = 20): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (attempt === attempts) throw error;
      await new Promise((done) => setTimeout(done, 500));
    }
  }
}
