import { loadProgram, stackProgram } from "./program";
import { plan, type Plan } from "./plan";
import type { PlannedResource } from "./recording-monitor";
import type { StackFile } from "./stack-file";

/** Plans a stack of this package's own program from its file. */
export function planStack(
  { stack, config, secretKeys }: StackFile,
  progress?: (resource: PlannedResource) => void,
): Promise<Plan> {
  return plan(loadProgram(stackProgram), { stack, config, secretKeys, progress });
}
