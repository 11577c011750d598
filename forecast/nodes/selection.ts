import type { Labels, PlacedPod, Requirement, Selector, Taint, Toleration } from "./placed-pod";

/** Whether labels fulfil a selector; an empty one selects everything. */
export function selects({ matchLabels, matchExpressions = [] }: Selector, labels: Labels): boolean {
  return (
    hasLabels(labels, matchLabels) &&
    matchExpressions.every((requirement) => fulfils(requirement, labels))
  );
}

/** Asked of every node for every pod: a loop over the keys makes no lists. */
function hasLabels(labels: Labels, wanted: Labels | undefined): boolean {
  for (const key in wanted) if (labels[key] !== wanted[key]) return false;
  return true;
}

/** Whether a node has the labels that a pod requires. */
export function wantsNode({ nodeSelector, affinity }: PlacedPod, labels: Labels): boolean {
  if (!hasLabels(labels, nodeSelector)) return false;
  const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (required === undefined) return true;
  return required.nodeSelectorTerms.some((term) =>
    selects({ matchExpressions: term.matchExpressions ?? [] }, labels),
  );
}

/** Whether a pod bears every taint that keeps pods away. */
export function toleratesAll({ tolerations = [] }: PlacedPod, taints: readonly Taint[]): boolean {
  for (const taint of taints)
    if (taint.effect !== "PreferNoSchedule" && !tolerates(tolerations, taint)) return false;
  return true;
}

function tolerates(tolerations: readonly Toleration[], taint: Taint): boolean {
  return tolerations.some(({ key = "", operator, value = "", effect = "" }) => {
    if (key !== "" && key !== taint.key) return false;
    if (effect !== "" && effect !== taint.effect) return false;
    return operator === "Exists" || value === (taint.value ?? "");
  });
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
