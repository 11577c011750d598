import type { HeadroomSettings, NodeGroupSettings } from "../../settings/generated/settings";
import { taintsOf } from "../../settings/node-pool";
import { canonicalQuantity } from "../../settings/quantity";
import { restrictedContainer, restrictedPod } from "../restricted-pod";
import { versions } from "../versions";
import { nodeGroupLabel } from "./managed-groups";

/** Namespace of the pause pods. */
export const headroomNamespace = "chatbot-headroom";

/**
 * Below every real pod, so that any of them pushes pause pods away; not below -10, which Cluster Autoscaler would not
 * order a node for (--expendable-pods-priority-cutoff).
 */
const headroomPriority = -10;

export function headroomPriorityClass(name: string) {
  return {
    metadata: { name },
    value: headroomPriority,
    preemptionPolicy: "Never",
    description: "Room that is kept free for real pods",
  };
}

/** Names of the entries of `nodes.headroom`: that of the group, with a number from the second entry for it on. */
export function headroomNames(entries: readonly HeadroomSettings[]): string[] {
  return entries.map(({ nodeGroup }, i) => {
    const before = entries.slice(0, i).filter((entry) => entry.nodeGroup === nodeGroup).length;
    return before === 0 ? nodeGroup : `${nodeGroup}.${before + 1}`;
  });
}

/** Name of the Deployment of an entry, by the entry's own name. */
export function headroomDeploymentName(entryName: string): string {
  return `headroom-${entryName}`;
}

/** Pause pods of one entry, by the entry's own name. Here `replicas` is set, because nothing scales them. */
export function headroomDeployment(
  entryName: string,
  { nodeGroup, replicas, cpu, memory }: HeadroomSettings,
  groups: readonly NodeGroupSettings[],
  priorityClassName: string,
) {
  const name = headroomDeploymentName(entryName);
  const labels = {
    "app.kubernetes.io/name": name,
    "app.kubernetes.io/part-of": "chatbot-platform",
  };
  const group = groups.find((candidate) => candidate.name === nodeGroup);
  const resources = { cpu: canonicalQuantity(cpu), memory: canonicalQuantity(memory) };
  return {
    metadata: { name, namespace: headroomNamespace, labels },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          priorityClassName,
          terminationGracePeriodSeconds: 0,
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          nodeSelector: { [nodeGroupLabel]: nodeGroup },
          tolerations: (group === undefined ? [] : taintsOf(group)).map(
            ({ key, value, effect }) => ({
              key,
              operator: "Equal",
              value,
              effect,
            }),
          ),
          securityContext: restrictedPod(65535),
          containers: [
            {
              name: "pause",
              image: `registry.k8s.io/pause:${versions.pause}`,
              securityContext: restrictedContainer,
              resources: { requests: resources, limits: resources },
            },
          ],
        },
      },
    },
  };
}
