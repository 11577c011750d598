import type { Derivation } from "../settings/derivation";
import { examine } from "../settings/door";
import type { Finding } from "../settings/finding";
import { versions } from "../components/versions";
import { record, type RecordOptions } from "./record";
import type { PlannedResource } from "./recording-monitor";
import { masked } from "./secrets";

/** What a program would deploy, and what there is to say about it. */
export interface Plan {
  resources: PlannedResource[];
  derived: Derivation[];
  findings: Finding[];
}

const platformType = "chatbot-autoscaling-platform:index:ChatbotAutoscalingPlatform";

/**
 * Runs a Pulumi program in this process, without engine, cloud account or cluster, and examines the settings of every
 * platform in it. Secrets in the result are masked.
 * @throws what the program throws, such as pulumi.RunError for settings that cannot work.
 */
export async function plan(
  program: () => Promise<Record<string, unknown> | void>,
  options: RecordOptions = {},
): Promise<Plan> {
  const { resources } = await record(program, options);
  const examined = resources
    .filter(({ type }) => type === platformType)
    .map(({ inputs }) => examine(inputs, versions));
  return {
    resources: resources.map((resource) => ({
      ...resource,
      inputs: masked(resource.inputs) as Record<string, unknown>,
    })),
    derived: examined.flatMap(({ derivations }) => derivations),
    findings: examined.flatMap(({ findings }) => findings),
  };
}
