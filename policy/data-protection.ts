import { writtenArgs } from "../plan/written-args";
import { at } from "../settings/lint/manifest";
import { dataHeldBy } from "./data-holders";
import type { PolicyResource, StackPolicy } from "./policy";

/** Kinds that hold no data of their own, but that of what is protected inside. */
const shells = new Set(["kubernetes:core/v1:Namespace", "kubernetes:apps/v1:StatefulSet"]);

/** In production, what holds data cannot be deleted by a mistake in a program. */
export const dataProtection: readonly StackPolicy[] = [
  {
    id: "data/protected",
    severity: "error",
    because:
      "without the option, a renamed variable deletes it in the next up: checks 107 and 108, F-46",
    *checkStack(resources) {
      if (!isProduction(resources) || isGivenUp(resources)) return;
      for (const { type, name, protect, retainOnDelete } of resources) {
        const lost = dataHeldBy(type);
        if (lost === undefined || shells.has(type) || protect || retainOnDelete === true) continue;
        yield {
          path: name,
          expected: "protect in production",
          got: "an unprotected resource",
          fix: `add the option protect: true: with it goes ${lost}`,
        };
      }
    },
  },
];

/** Whether a platform of the stack says that people depend on it. */
export function isProduction(resources: readonly PolicyResource[]): boolean {
  return resources.flatMap(writtenArgs).some((args) => at(args, "environment") === "production");
}

/** Whether somebody wrote down that the cluster may be deleted: the last update before a destroy. A rule warns of it. */
function isGivenUp(resources: readonly PolicyResource[]): boolean {
  return resources
    .flatMap(writtenArgs)
    .some((args) => at(args, "cluster.eks.deletionProtection") === false);
}
