import type { PulumiFn } from "@pulumi/pulumi/automation";
import type { PipelineEvent } from "./events";

/** A program in a folder with a Pulumi.yaml, as `pulumi up` runs it. */
export interface FolderProgram {
  /** Folder of Pulumi.yaml. Default: the current one. */
  folder?: string;
  program?: undefined;
}

/** A program that is a function of the caller's own process. */
export interface InlineProgram {
  program: PulumiFn;
  /** Name of the Pulumi project, under which the stack's state is kept. */
  project: string;
  folder?: undefined;
}

/** Configuration of a stack: a file like `Pulumi.<stack>.yaml`, or values by `project:key`. */
export type StackConfig = { file: string } | { values: Readonly<Record<string, unknown>> };

/** Which stack, and how to reach it. */
export type StackOptions = (FolderProgram | InlineProgram) & {
  /** Name of the stack, such as `dev`. */
  stack: string;
  /** Default: `Pulumi.<stack>.yaml` in the folder; nothing for a program in process. */
  config?: StackConfig;
  /** URL of the backend, such as `s3://state?region=eu-central-1`. Default: what `pulumi login` or PULUMI_BACKEND_URL says. */
  backend?: string;
  /** Encrypts secrets in the state of a new stack, such as `awskms://alias/pulumi`. Default: the backend's own. */
  secretsProvider?: string;
  /** Further variables for the engine, its plugins and the program. */
  env?: Readonly<Record<string, string>>;
  /** Folder of a Pulumi installation, with `bin/pulumi` in it. Default: `pulumi` on PATH. */
  pulumiRoot?: string;
};

/** How an operation is followed and stopped. */
export interface FollowOptions {
  /** Called for everything that happens. */
  onEvent?: (event: PipelineEvent) => void;
  /** When aborted, the engine finishes what is under way, writes its state, and the operation is rejected as `cancelled`. */
  signal?: AbortSignal;
}
