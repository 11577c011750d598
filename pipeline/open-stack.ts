import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import {
  LocalWorkspace,
  Stack,
  type LocalWorkspaceOptions,
  type StackSettings,
} from "@pulumi/pulumi/automation";
import { parse, stringify } from "yaml";
import type { Finding } from "../settings/finding";
import { pulumiCommand } from "./command";
import { failure } from "./failure";
import type { StackOptions } from "./options";
import { pendingOf, type PendingOperation } from "./pending";
import { fault, PipelineError } from "./pipeline-error";
import { missingPlugins, wantedPlugins } from "./plugins";
import { protectionFindings } from "./protection";
import { secretValues } from "./secret-values";
import { secretsFindings, storedProvider } from "./secrets";

/** A stack that an operation may begin on. */
export interface OpenedStack {
  stack: Stack;
  /** Configuration to be used in place of the folder's own file. */
  configFile?: string;
  /** What an earlier run left unfinished. */
  pending: PendingOperation[];
  /** What of it is protected, and how that is taken off. */
  protection: Finding[];
  /** Warnings about the surroundings. */
  warnings: Finding[];
  /** What the state keeps secret by now, to be masked in what is shown. */
  secrets(): Promise<string[]>;
  /** Removes what was only made for this operation. */
  close(): void;
}

/**
 * Finds the CLI, the backend and the stack, and refuses to go on where secrets would not be kept.
 * @param make whether a stack that does not exist is made
 * @throws PipelineError
 */
export async function openStack(options: StackOptions, make: boolean): Promise<OpenedStack> {
  const temporary: string[] = [];
  const close = (): void => temporary.forEach((folder) => rmSync(folder, { recursive: true }));
  try {
    const workspace = await LocalWorkspace.create(await workspaceOptions(options));
    const backend = await backendOf(workspace);
    const { secretsProvider: provider } = options;
    refuse(secretsFindings({ backend, provider, ...passphrase(options) }));
    const open = make ? Stack.createOrSelect : Stack.select;
    const stack = await open(options.stack, workspace);
    const { deployment } = (await stack.exportStack()) as { deployment: unknown };
    const stored = storedProvider(deployment);
    refuse(secretsFindings({ backend, provider, storedProvider: stored, ...passphrase(options) }));
    const configFile = configFileOf(options, temporary);
    return {
      stack,
      ...(configFile === undefined ? {} : { configFile }),
      pending: pendingOf(deployment),
      protection: protectionFindings(deployment, options.stack),
      warnings: await pluginWarnings(workspace, options),
      // A state that cannot be read has told nobody its secrets either.
      secrets: () => stack.exportStack().then(secretValues, () => []),
      close,
    };
  } catch (error) {
    close();
    throw failure({ error, events: [], stack: options.stack, aborted: false });
  }
}

async function workspaceOptions(options: StackOptions): Promise<LocalWorkspaceOptions> {
  const { stack, backend, secretsProvider } = options;
  const shared = {
    pulumiCommand: await pulumiCommand(options.pulumiRoot),
    envVars: {
      ...options.env,
      ...(backend === undefined ? {} : { PULUMI_BACKEND_URL: backend }),
    },
    ...(secretsProvider === undefined ? {} : { secretsProvider }),
  };
  if (options.program === undefined) return { ...shared, workDir: resolve(options.folder ?? ".") };
  const { program, project: name, config } = options;
  return {
    ...shared,
    program,
    projectSettings: { name, runtime: "nodejs", main: process.cwd() },
    ...(config === undefined ? {} : { stackSettings: { [stack]: stackSettings(config) } }),
  };
}

/** A stack's file as the Automation API names its keys. */
function stackSettings(config: NonNullable<StackOptions["config"]>): StackSettings {
  if ("values" in config) return { config: { ...config.values } };
  const { secretsprovider, encryptionsalt, encryptedkey, ...rest } = parse(
    readFileSync(config.file, "utf8"),
  ) as Record<string, string>;
  return {
    ...rest,
    ...(secretsprovider === undefined ? {} : { secretsProvider: secretsprovider }),
    ...(encryptionsalt === undefined ? {} : { encryptionSalt: encryptionsalt }),
    ...(encryptedkey === undefined ? {} : { encryptedKey: encryptedkey }),
  };
}

/** The folder's own file is somebody's source: values never go into it. */
function configFileOf({ program, config }: StackOptions, temporary: string[]): string | undefined {
  if (program !== undefined || config === undefined) return undefined;
  if ("file" in config) return resolve(config.file);
  const folder = mkdtempSync(join(tmpdir(), "pipeline-"));
  temporary.push(folder);
  const file = join(folder, "config.yaml");
  writeFileSync(file, stringify({ config: config.values }), { mode: 0o600 });
  return file;
}

/** URL of the backend. */
async function backendOf(workspace: LocalWorkspace): Promise<string> {
  const found = await workspace.whoAmI().catch((cause: unknown) => {
    const finding = fault(
      "backend/missing",
      "PULUMI_BACKEND_URL",
      "a backend for the stack's state",
      "none that answers",
      "set it, such as s3://state?region=eu-central-1, or pulumi login; PULUMI_ACCESS_TOKEN for Pulumi Cloud",
    );
    throw new PipelineError("backend", [finding], { cause });
  });
  return found.url ?? "";
}

function passphrase({ env }: StackOptions): { passphrase?: string; passphraseFile?: string } {
  const all = { ...process.env, ...env };
  const { PULUMI_CONFIG_PASSPHRASE: text, PULUMI_CONFIG_PASSPHRASE_FILE: file } = all;
  return {
    ...(text === undefined ? {} : { passphrase: text }),
    ...(file === undefined ? {} : { passphraseFile: file }),
  };
}

async function pluginWarnings(
  workspace: LocalWorkspace,
  { env, folder }: StackOptions,
): Promise<Finding[]> {
  const all = { ...process.env, ...env };
  if (!/^(1|true)$/i.test(all["PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION"] ?? "")) return [];
  const installed = (await workspace.listPlugins()).flatMap(({ name, version, kind }) =>
    kind === "resource" && version !== undefined ? [{ name, version }] : [],
  );
  return missingPlugins(wantedPlugins(resolve(folder ?? ".")), installed);
}

function refuse(findings: readonly Finding[]): void {
  if (findings.length > 0) throw new PipelineError("secrets", findings);
}
