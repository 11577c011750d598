import { instanceType } from "../../settings/facts/instances";

/**
 * Values of the label `k8s.amazonaws.com/accelerator` by instance family. Cluster Autoscaler waits for the GPUs of a node
 * that has this label; without it, it orders a second node while the first one's driver starts (autoscaler#3464).
 * Names: cluster-autoscaler 1.35, cloudprovider/aws.
 */
const accelerators: Readonly<Record<string, string>> = {
  g4dn: "nvidia-tesla-t4",
  g5: "nvidia-a10g",
  g5g: "nvidia-tesla-t4",
  g6: "nvidia-l4",
  g6e: "nvidia-l40s",
  gr6: "nvidia-l4",
  p3: "nvidia-tesla-v100",
  p3dn: "nvidia-tesla-v100",
  p4d: "nvidia-tesla-a100",
  p4de: "nvidia-tesla-a100",
  p5: "nvidia-h100",
  p5e: "nvidia-h200",
  p5en: "nvidia-h200",
};

/** Accelerator of an instance type, or undefined when it has no GPU. A family that is not in the table is only `nvidia-gpu`. */
export function accelerator(typeName: string): string | undefined {
  if ((instanceType(typeName)?.gpus ?? 0) === 0) return undefined;
  return accelerators[typeName.split(".")[0] ?? ""] ?? "nvidia-gpu";
}
