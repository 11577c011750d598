import { instanceType } from "../facts/instances";
import type { NodeGroupSettings } from "../generated/settings";
import type { Rule } from "../rule";

/** Amazon Linux or Bottlerocket image for GPUs. */
function isNvidia({ amiType }: NodeGroupSettings): boolean {
  return amiType.endsWith("NVIDIA");
}

/** Machine images of node groups. */
export const nodeImageRules: readonly Rule[] = [
  {
    id: "nodes/image-architecture",
    severity: "error",
    because: "an image for another architecture does not boot: check 13",
    *check({ settings }) {
      for (const [i, group] of (settings.nodes?.groups ?? []).entries()) {
        const type = instanceType(group.instanceTypes[0] ?? "");
        const arch = /ARM/i.test(group.amiType) ? "arm64" : "amd64";
        if (type === undefined || type.arch === arch) continue;
        yield {
          path: `nodes.groups[${i}].amiType`,
          expected: `an image for ${type.arch}, as ${group.instanceTypes[0]} needs`,
          got: group.amiType,
          fix: "leave it out: it is derived",
        };
      }
    },
  },
  {
    id: "nodes/image-gpu",
    severity: "error",
    because:
      "without NVIDIA's drivers the GPUs of a node cannot be used, and an image with them wants a GPU: check 13",
    *check({ settings }) {
      for (const [i, group] of (settings.nodes?.groups ?? []).entries()) {
        const type = instanceType(group.instanceTypes[0] ?? "");
        if (type === undefined || isNvidia(group) === type.gpus > 0) continue;
        yield {
          path: `nodes.groups[${i}].amiType`,
          expected:
            type.gpus > 0
              ? `an image with NVIDIA drivers, because ${group.instanceTypes[0]} has GPUs`
              : `an image without NVIDIA drivers, because ${group.instanceTypes[0]} has no GPU`,
          got: group.amiType,
          fix: "leave it out: it is derived",
        };
      }
    },
  },
  {
    id: "nodes/node-role-in-reach",
    severity: "warning",
    because:
      "with two hops every pod can take the node's role from the metadata service: CKV_AWS_341, check 11",
    *check({ settings }) {
      for (const [i, { metadataHopLimit }] of (settings.nodes?.groups ?? []).entries()) {
        if (metadataHopLimit === 1) continue;
        yield {
          path: `nodes.groups[${i}].metadataHopLimit`,
          expected: "1",
          got: String(metadataHopLimit),
          fix: "remove it: permissions come by Pod Identity, which needs no hop",
        };
      }
    },
  },
];
