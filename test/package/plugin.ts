import { spawn, type ChildProcess } from "node:child_process";
import { join, resolve } from "node:path";
import * as grpc from "@grpc/grpc-js";
import * as pulumi from "@pulumi/pulumi";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { ConstructRequest, GetSchemaRequest } from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
  RegisterPackageResponse,
  SupportsFeatureResponse,
  type SupportsFeatureRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { RecordingMonitor, type PlannedResource } from "../../plan/recording-monitor";

const root = resolve(__dirname, "..", "..");

/** Called with the answer to a call. */
type Answer = (error: Error | null, response?: unknown) => void;
type Handler = (call: { request: unknown }, answer: Answer) => void;

/** The plugin of a package as Pulumi's language host would start it, and an engine that only remembers. */
export class Plugin {
  /** What the plugin has registered. */
  readonly resources: readonly PlannedResource[];
  /** What the plugin has logged to the engine. */
  readonly logged: string[] = [];
  private readonly monitor = new RecordingMonitor(() => undefined);
  private readonly server = new grpc.Server();
  private address = "";
  private child: ChildProcess | undefined;
  private client: ResourceProviderClient | undefined;

  constructor() {
    this.resources = this.monitor.planned;
  }

  /** Starts the plugin in `folder`, the root of a package. */
  async start(folder: string): Promise<void> {
    this.server.addService(ResourceMonitorService, this.monitorHandlers());
    this.server.addService(EngineService, this.engineHandlers());
    const credentials = grpc.ServerCredentials.createInsecure();
    const port = await new Promise<number>((done, fail) => {
      this.server.bindAsync("127.0.0.1:0", credentials, (error, bound) =>
        error ? fail(error) : done(bound),
      );
    });
    this.address = `127.0.0.1:${port}`;
    const runner = join(root, "node_modules", "@pulumi", "pulumi", "cmd", "run-plugin");
    this.child = spawn(process.execPath, [runner, folder, this.address], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const address = `127.0.0.1:${await printedPort(this.child)}`;
    this.client = new ResourceProviderClient(address, grpc.credentials.createInsecure());
  }

  /** The package's schema, as the plugin infers it from the sources. */
  async schema(): Promise<Record<string, unknown>> {
    const response = await new Promise<{ getSchema(): string }>((done, fail) => {
      this.running().getSchema(new GetSchemaRequest(), (error, answer) =>
        error ? fail(error) : done(answer),
      );
    });
    return JSON.parse(response.getSchema()) as Record<string, unknown>;
  }

  /** Constructs a component. @returns its outputs, and its URN under `urn`. */
  async construct(type: string, name: string, inputs: object): Promise<Record<string, unknown>> {
    const request = new ConstructRequest();
    request.setProject("chatbot");
    request.setStack("dev");
    request.setType(type);
    request.setName(name);
    request.setMonitorendpoint(this.address);
    request.setParallel(16);
    request.setInputs(Struct.fromJavaScript(JSON.parse(JSON.stringify(inputs)) as object as never));
    const response = await new Promise<{ getUrn(): string; getState(): Struct | undefined }>(
      (done, fail) => {
        this.running().construct(request, (error, answer) => (error ? fail(error) : done(answer)));
      },
    );
    const state = pulumi.runtime.deserializeProperties(response.getState() ?? new Struct(), true);
    return { ...(state as object), urn: response.getUrn() };
  }

  stop(): void {
    this.client?.close();
    this.child?.kill();
    this.server.forceShutdown();
  }

  private running(): ResourceProviderClient {
    if (this.client === undefined) throw new Error("the plugin is not running: call start() first");
    return this.client;
  }

  private monitorHandlers(): Record<string, Handler> {
    return {
      supportsFeature: ({ request }, answer) => {
        const response = new SupportsFeatureResponse();
        // As the SDK's own mocks: with output values, inputs would not arrive as plain data.
        response.setHassupport((request as SupportsFeatureRequest).getId() !== "outputValues");
        answer(null, response);
      },
      registerResource: ({ request }, answer) =>
        void this.monitor.registerResource(request as never, answer as never),
      registerResourceOutputs: (_, answer) => answer(null, new Empty()),
      registerPackage: (_, answer) => answer(null, new RegisterPackageResponse()),
    };
  }

  private engineHandlers(): Record<string, Handler> {
    return {
      log: ({ request }, answer) => {
        this.logged.push((request as { getMessage(): string }).getMessage());
        answer(null, new Empty());
      },
    };
  }
}

/** The first line that a plugin prints is its port. */
function printedPort(child: ChildProcess): Promise<number> {
  return new Promise((done, fail) => {
    let printed = "";
    let complained = "";
    child.stderr?.on("data", (text) => (complained += String(text)));
    child.stdout?.on("data", (text) => {
      printed += String(text);
      const port = /^(\d+)\n/m.exec(printed)?.[1];
      if (port !== undefined) done(Number(port));
    });
    child.once("exit", (code) => fail(new Error(`the plugin ended with ${code}:\n${complained}`)));
  });
}
