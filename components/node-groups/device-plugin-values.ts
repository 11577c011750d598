/** Values of the chart `nvidia-device-plugin`: it runs on nodes with the accelerator label and tolerates their taint. */
export function devicePluginValues() {
  return {
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            { matchExpressions: [{ key: "k8s.amazonaws.com/accelerator", operator: "Exists" }] },
          ],
        },
      },
    },
    tolerations: [{ operator: "Exists" }],
    priorityClassName: "system-node-critical",
  };
}
