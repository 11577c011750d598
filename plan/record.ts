import * as pulumi from "@pulumi/pulumi";
import { RecordingMonitor, type PlannedResource } from "./recording-monitor";

/** What a Pulumi program would deploy. */
export interface Recording {
  resources: PlannedResource[];
  /** Stack outputs. */
  outputs: Record<string, unknown>;
}

/** How a program is run. */
export interface RecordOptions {
  project?: string;
  stack?: string;
  /** Values of `Pulumi.<stack>.yaml`, objects as JSON text, keyed `project:key`. */
  config?: Record<string, string>;
  /** Keys of `config` that hold secrets. */
  secretKeys?: readonly string[];
  /** Called for every registered resource. */
  progress?: (resource: PlannedResource) => void;
}

/**
 * Runs a Pulumi program in this process under a recording monitor. One at a time: the SDK's state is global.
 * @throws what the program throws.
 */
export async function record(
  program: () => Promise<Record<string, unknown> | void>,
  {
    project = "chatbot",
    stack = "dev",
    config = {},
    secretKeys = [],
    progress = () => undefined,
  }: RecordOptions = {},
): Promise<Recording> {
  const monitor = new RecordingMonitor(progress);
  const failures: unknown[] = [];
  const collect = (reason: unknown): number => failures.push(reason);
  process.on("unhandledRejection", collect);
  // The SDK takes a stack trace for every promise; that is a third of the time of a large program.
  const { stackTraceLimit } = Error;
  const { PULUMI_CONFIG_SECRET_KEYS: toldBefore } = process.env;
  Error.stackTraceLimit = 1;
  try {
    pulumi.runtime.setMockOptions(monitor, project, stack, false, "organization");
    pulumi.runtime.setAllConfig(config);
    // As the language host tells a program.
    process.env["PULUMI_CONFIG_SECRET_KEYS"] = JSON.stringify(secretKeys);
    const outputs = await pulumi.runtime.runInPulumiStack(program);
    await pulumi.runtime.disconnect();
    if (failures.length > 0) throw failures[0];
    return { resources: monitor.planned, outputs: outputs ?? {} };
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    if (toldBefore === undefined) delete process.env["PULUMI_CONFIG_SECRET_KEYS"];
    else process.env["PULUMI_CONFIG_SECRET_KEYS"] = toldBefore;
    // A rejection that is reported late must still find the listener.
    setImmediate(() => process.off("unhandledRejection", collect));
  }
}
