import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Kafka's own command line tools, against the broker of KAFKA_BOOTSTRAP; KAFKA_CLASSPATH is where their jars are. */
export class KafkaTools {
  constructor(
    readonly bootstrap: string,
    private readonly classpath: string,
  ) {}

  async createTopic(topic: string, partitions: number): Promise<void> {
    await this.topics("--create", "--topic", topic, "--partitions", String(partitions));
  }

  async deleteTopic(topic: string): Promise<void> {
    await this.topics("--delete", "--topic", topic, "--if-exists");
  }

  async produce(topic: string, messages: number): Promise<void> {
    await this.tool("ProducerPerformance", [
      ...["--topic", topic, "--num-records", String(messages), "--record-size", "10"],
      ...["--throughput", "-1", "--producer-props", `bootstrap.servers=${this.bootstrap}`],
    ]);
  }

  /** Commits, for a group that has no member, the end of every partition: as if all had been read. */
  async readAll(topic: string, group: string): Promise<void> {
    await this.tool("consumer.group.ConsumerGroupCommand", [
      ...["--bootstrap-server", this.bootstrap, "--group", group, "--topic", topic],
      ...["--reset-offsets", "--to-latest", "--execute"],
    ]);
  }

  private topics(...args: string[]): Promise<void> {
    return this.tool("TopicCommand", ["--bootstrap-server", this.bootstrap, ...args]);
  }

  private async tool(name: string, args: readonly string[]): Promise<void> {
    const java = process.env.JAVA_HOME === undefined ? "java" : `${process.env.JAVA_HOME}/bin/java`;
    await run(java, ["-cp", this.classpath, `org.apache.kafka.tools.${name}`, ...args]);
  }
}
