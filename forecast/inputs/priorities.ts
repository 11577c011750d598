import { gvk, textAt } from "../../settings/lint/manifest";
import { numberAt } from "./untrusted";

/** Value of each PriorityClass by name. */
export type PriorityClasses = ReadonlyMap<string, number>;

/** Classes that every cluster has. https://kubernetes.io/docs/tasks/administer-cluster/guaranteed-scheduling-critical-addon-pods/ */
const builtIn: readonly [string, number][] = [
  ["system-cluster-critical", 2_000_000_000],
  ["system-node-critical", 2_000_001_000],
];

/** The classes of a cluster: its own, and those among the manifests. */
export function priorityClasses(manifests: readonly unknown[]): PriorityClasses {
  const own = manifests
    .filter((object) => gvk(object) === "scheduling.k8s.io/v1/PriorityClass")
    .map((object): [string, number] => [
      textAt(object, "metadata.name"),
      numberAt(object, "value") ?? 0,
    ]);
  return new Map([...builtIn, ...own]);
}
