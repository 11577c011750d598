import * as pulumi from "@pulumi/pulumi";
import type { Derivation } from "../settings/derivation";
import { examine } from "../settings/door";
import type { Finding } from "../settings/finding";
import { versions } from "../components/versions";
import { record, type RecordOptions } from "./record";
import type { PlannedResource } from "./recording-monitor";
import { masked, unread } from "./secrets";
import { writtenArgs } from "./written-args";

/** What a program would deploy, and what there is to say about it. */
export interface Plan {
  resources: PlannedResource[];
  derived: Derivation[];
  findings: Finding[];
}

/** A program that stopped itself for a person's mistake (`pulumi.RunError`): a message, and findings where there are any. */
export class ProgramRefusal extends Error {
  constructor(
    message: string,
    readonly findings: readonly Finding[],
  ) {
    super(message);
    this.name = "ProgramRefusal";
  }
}

/**
 * Runs a Pulumi program in this process, without engine, cloud account or cluster, and examines the settings of every
 * platform in it, and of every service that is used without one. Secrets in the result are masked.
 * @throws ProgramRefusal for settings that cannot work; what the program throws otherwise.
 */
export async function plan(
  program: () => Promise<Record<string, unknown> | void>,
  options: RecordOptions = {},
): Promise<Plan> {
  const { resources } = await record(program, options).catch(refuse);
  const examined = resources.flatMap(writtenArgs).map((args) => examine(unread(args), versions));
  return {
    resources: resources.map((resource) => ({
      ...resource,
      inputs: masked(resource.inputs) as Record<string, unknown>,
    })),
    derived: examined.flatMap(({ derivations }) => derivations),
    findings: examined.flatMap(({ findings }) => findings),
  };
}

function refuse(error: unknown): never {
  if (!pulumi.RunError.isInstance(error)) throw error;
  const { message, findings } = error as Error & { findings?: readonly Finding[] };
  throw new ProgramRefusal(message, findings ?? []);
}
