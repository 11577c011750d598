import type { NodeTemplate } from "./estimate";
import { misfit } from "./fit";
import type { PlacedPod } from "./placed-pod";
import { newNode } from "./pods-per-node";

type Pod = Omit<PlacedPod, "name">;

/**
 * Why no new node of any group would ever take a pod, group by group; undefined when one would. The other pods of the cluster
 * play no part: they may be in the way for a while, not for ever.
 */
export function whyUnplaceable(pod: Pod, templates: readonly NodeTemplate[]): string | undefined {
  if (templates.length === 0) return "there is no node group";
  const refusals = templates.map((template) => refusal(pod, template));
  if (refusals.includes(undefined)) return undefined;
  return refusals.join("; ");
}

function refusal(pod: Pod, template: NodeTemplate): string | undefined {
  const node = newNode(template);
  const reason = misfit({ ...pod, name: "replica" }, node, [node]);
  const about = (text: string): string => `${template.group}: ${text}`;
  switch (reason) {
    case undefined:
      return undefined;
    case "room":
      return about(shortage(pod, template));
    case "labels":
      return about(`lacks the labels that the pod wants${wanted(pod, template)}`);
    case "taints":
      return about(`has a taint that the pod does not tolerate (${taints(template)})`);
    default:
      return about(`${reason} keeps the pod away`);
  }
}

/** The first thing of which even an empty node has too little. */
function shortage(pod: Pod, template: NodeTemplate): string {
  const { allocatable } = template;
  const { cpuMilli, memoryMiB, pods } = newNode(template);
  const free = (amount: number, unit: string): string => `${Math.floor(amount)}${unit}`;
  const rows: [asked: number, has: number, unit: string, what: string][] = [
    [pod.cpuMilli, allocatable.cpuMilli - cpuMilli, "m", "CPU"],
    [pod.memoryMiB, allocatable.memoryMiB - memoryMiB, "Mi", "memory"],
    [pod.gpus ?? 0, allocatable.gpus ?? 0, "", "GPUs"],
    [1, allocatable.pods - pods.length, "", "pods"],
  ];
  const short = rows.find(([asked, has]) => asked > has);
  if (short === undefined) return "has no room";
  const [asked, has, unit, what] = short;
  return `has ${free(has, unit)} ${what} for pods, a replica asks for ${free(asked, unit)}`;
}

function wanted({ nodeSelector = {} }: Pod, { labels }: NodeTemplate): string {
  const missing = Object.entries(nodeSelector).filter(([key, value]) => labels[key] !== value);
  const texts = missing.map(([key, value]) => `${key}=${value}`);
  return texts.length === 0 ? "" : ` (${texts.join(", ")})`;
}

function taints({ taints: all }: NodeTemplate): string {
  return all.map(({ key, value = "", effect }) => `${key}=${value}:${effect}`).join(", ");
}
