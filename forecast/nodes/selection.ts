import type { Labels, PlacedPod, Requirement, Selector, Taint } from "./placed-pod";

/** Whether labels fulfil a selector; an empty one selects everything. */
export function selects({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Labels) {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every((requirement) => fulfils(requirement, labels))
  );
}

/** Whether a node has the labels that a pod requires. */
export function wantsNode({ nodeSelector = {}, affinity }: PlacedPod, labels: Labels): boolean {
  if (!selects({ matchLabels: nodeSelector }, labels)) return false;
  const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (required === undefined) return true;
  return required.nodeSelectorTerms.some((term) =>
    selects({ matchExpressions: term.matchExpressions ?? [] }, labels),
  );
}

/** Whether a pod bears every taint that keeps pods away. */
export function toleratesAll({ tolerations = [] }: PlacedPod, taints: readonly Taint[]): boolean {
  return taints
    .filter(({ effect }) => effect !== "PreferNoSchedule")
    .every((taint) =>
      tolerations.some(({ key = "", operator, value = "", effect = "" }) => {
        if (key !== "" && key !== taint.key) return false;
        if (effect !== "" && effect !== taint.effect) return false;
        return operator === "Exists" || value === (taint.value ?? "");
      }),
    );
}

function fulfils({ key, operator, values = [] }: Requirement, labels: Labels): boolean {
  const value = labels[key];
  switch (operator) {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
    case "Gt":
      return Number(value) > Number(values[0]);
    case "Lt":
      return Number(value) < Number(values[0]);
    default:
      return false;
  }
}
