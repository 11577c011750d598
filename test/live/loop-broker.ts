import { execFile, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { endProgram, startProgram } from "./loop-watch";

const java = process.env.JAVA_HOME === undefined ? "java" : `${process.env.JAVA_HOME}/bin/java`;

/** A Kafka of one broker that a test may kill: its own process, data and ports. */
export class OwnBroker {
  private program: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    private readonly port: number,
    private readonly classpath: string,
  ) {}

  static async start(classpath: string): Promise<OwnBroker> {
    const [port, controller] = [await freePort(), await freePort()];
    const broker = new OwnBroker(mkdtempSync(join(tmpdir(), "chatbot-broker-")), port, classpath);
    writeFileSync(broker.settings, properties(broker.folder, port, controller));
    const format = ["kafka.tools.StorageTool", "format", "-t", "chatbot-live-broker-01"];
    await promisify(execFile)(java, ["-cp", classpath, ...format, "-c", broker.settings]);
    await broker.revive();
    return broker;
  }

  get bootstrap(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** Ends it as a lost machine would. */
  async kill(): Promise<void> {
    if (this.program !== undefined) await endProgram(this.program, "SIGKILL");
  }

  /** Starts it with the data that it has, and waits until it listens. */
  async revive(): Promise<void> {
    const memory = ["-Xms128m", "-Xmx256m"];
    const args = [...memory, "-cp", this.classpath, "kafka.Kafka", this.settings];
    this.program = startProgram(java, args);
    let said = "";
    for (const stream of [this.program.stdout, this.program.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-2000)));
    for (const end = Date.now() + 60_000; !(await isOpen(this.port));) {
      if (Date.now() > end) throw new Error(`a broker of our own does not start: ${said}`);
      await new Promise((done) => setTimeout(done, 300));
    }
  }

  async end(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get settings(): string {
    return join(this.folder, "server.properties");
  }
}

function properties(folder: string, port: number, controller: number): string {
  const [own, quorum] = [`127.0.0.1:${port}`, `127.0.0.1:${controller}`];
  return Object.entries({
    "process.roles": "broker,controller",
    "node.id": 1,
    "controller.quorum.voters": `1@${quorum}`,
    listeners: `PLAINTEXT://${own},CONTROLLER://${quorum}`,
    "advertised.listeners": `PLAINTEXT://${own}`,
    "controller.listener.names": "CONTROLLER",
    "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
    "log.dirs": join(folder, "data"),
    "offsets.topic.num.partitions": 1,
    "offsets.topic.replication.factor": 1,
    "group.initial.rebalance.delay.ms": 0,
    "auto.create.topics.enable": false,
  })
    .map(([key, value]) => `${key}=${value}\n`)
    .join("");
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      done(true);
    });
    socket.on("error", () => done(false));
  });
}
