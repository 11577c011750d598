import { spawn, type ChildProcess } from "node:child_process";
import { join, resolve } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { AnalyzeRequest, AnalyzerResourceOptions } from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";

const runner = join(
  resolve(__dirname, "..", ".."),
  "node_modules",
  "@pulumi",
  "pulumi",
  "cmd",
  "run-policy-pack",
);

/** A policy pack as the engine runs it: started by Pulumi's own runner, asked over gRPC. */
export class Analyzer {
  private constructor(
    private readonly child: ChildProcess,
    private readonly client: AnalyzerClient,
  ) {}

  /** Starts the pack in a folder. @throws with what it printed when it does not come up. */
  static async start(folder: string): Promise<Analyzer> {
    const child = spawn(process.execPath, [runner, "127.0.0.1:1", "."], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let printed = "";
    const port = await new Promise<string>((done, fail) => {
      child.stdout.on("data", (text: Buffer) => {
        printed += text.toString();
        const line = /^(\d+)\n/.exec(printed)?.[1];
        if (line !== undefined) done(line);
      });
      child.stderr.on("data", (text: Buffer) => (printed += text.toString()));
      child.on("exit", (code) => fail(new Error(`exit ${code}: ${printed}`)));
    });
    const credentials = grpc.credentials.createInsecure();
    return new Analyzer(child, new AnalyzerClient(`127.0.0.1:${port}`, credentials));
  }

  /** Names of the pack's policies, and its version. */
  async info(): Promise<{ version: string; policies: string[] }> {
    return new Promise((done, fail) => {
      this.client.getAnalyzerInfo(new Empty(), (error, info) => {
        if (error !== null) return fail(error);
        const policies = info.getPoliciesList().map((policy) => policy.getName());
        done({ version: info.getVersion(), policies });
      });
    });
  }

  /** Violations of a resource: `<policy>: <message>`. */
  async analyze(type: string, name: string, inputs: object): Promise<string[]> {
    const request = new AnalyzeRequest();
    request.setType(type);
    request.setName(name);
    request.setUrn(`urn:pulumi:dev::chatbot::${type}::${name}`);
    request.setProperties(Struct.fromJavaScript(inputs as Record<string, JavaScriptValue>));
    request.setOptions(new AnalyzerResourceOptions());
    return new Promise((done, fail) => {
      this.client.analyze(request, (error, response) => {
        if (error !== null) return fail(error);
        done(
          response
            .getDiagnosticsList()
            .map((found) => `${found.getPolicyname()}: ${found.getMessage()}`),
        );
      });
    });
  }

  stop(): void {
    this.client.close();
    this.child.removeAllListeners("exit");
    this.child.kill();
  }
}
