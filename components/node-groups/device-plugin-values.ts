import { nodeGroupLabel } from "./managed-groups";

/**
 * Values of the chart `nvidia-device-plugin`: it runs on nodes with the accelerator label and tolerates their taints; when
 * node groups are named, only on theirs.
 */
export function devicePluginValues(nodeGroups?: readonly string[]) {
  const accelerated = { key: "k8s.amazonaws.com/accelerator", operator: "Exists" };
  const named =
    nodeGroups === undefined
      ? []
      : [{ key: nodeGroupLabel, operator: "In", values: [...nodeGroups] }];
  return {
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [accelerated, ...named] }],
        },
      },
    },
    tolerations: [{ operator: "Exists" }],
    priorityClassName: "system-node-critical",
  };
}
