import { instanceType } from "../facts/instances";
import type { Rule } from "../rule";

/** Warm pools: what EKS and EC2 do not do with them. https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-warm-pools.html */
export const warmPoolRules: readonly Rule[] = [
  {
    id: "nodes/warm-pool-limits",
    severity: "error",
    because:
      "EC2 warm pools take neither spot nor several types, and on EKS Bottlerocket cannot hibernate or be reused: guide E.7",
    *check({ settings }) {
      for (const [i, group] of (settings.nodes?.groups ?? []).entries()) {
        const { warmPool, instanceTypes, amiType, capacityType } = group;
        if (warmPool === undefined) continue;
        const path = `nodes.groups[${i}]`;
        if (capacityType === "SPOT") {
          yield {
            path: `${path}.warmPool`,
            expected: "an ON_DEMAND group",
            got: "SPOT",
            fix: "remove the warm pool, or buy on demand",
          };
        }
        if (instanceTypes.length > 1) {
          yield {
            path: `${path}.instanceTypes`,
            expected: "one type in a group with a warm pool",
            got: instanceTypes.join(", "),
            fix: "keep one",
          };
        }
        if (!amiType.startsWith("BOTTLEROCKET")) continue;
        if (warmPool.poolState === "HIBERNATED") {
          yield {
            path: `${path}.warmPool.poolState`,
            expected: "STOPPED or RUNNING with Bottlerocket",
            got: "HIBERNATED",
            fix: "write STOPPED",
          };
        }
        if (warmPool.reuseOnScaleIn) {
          yield {
            path: `${path}.warmPool.reuseOnScaleIn`,
            expected: "false with Bottlerocket",
            got: "true",
            fix: "remove it",
          };
        }
      }
    },
  },
  {
    id: "nodes/warm-pool-size",
    severity: "error",
    because: "a warm pool cannot hold more instances than its group may prepare",
    *check({ settings }) {
      for (const [i, { warmPool, maxSize, minSize }] of (settings.nodes?.groups ?? []).entries()) {
        if (warmPool === undefined) continue;
        const { maxGroupPreparedCapacity: prepared } = warmPool;
        const path = `nodes.groups[${i}].warmPool`;
        const most = prepared === -1 ? maxSize : prepared;
        if (warmPool.minSize > most) {
          yield {
            path: `${path}.minSize`,
            expected: `at most ${most}, ${prepared === -1 ? "maxSize of the group" : "maxGroupPreparedCapacity"}`,
            got: String(warmPool.minSize),
            fix: "lower it",
          };
        }
        if (prepared !== -1 && prepared < minSize) {
          yield {
            path: `${path}.maxGroupPreparedCapacity`,
            expected: `at least ${minSize}, minSize of the group: running nodes count`,
            got: String(prepared),
            fix: "raise it, or write -1",
          };
        }
      }
    },
  },
  {
    id: "nodes/warm-pool-disk",
    severity: "error",
    because: "a hibernated instance writes its memory to the root volume",
    *check({ settings }) {
      for (const [i, { warmPool, instanceTypes, diskGiB }] of (
        settings.nodes?.groups ?? []
      ).entries()) {
        const type = instanceType(instanceTypes[0] ?? "");
        if (warmPool?.poolState !== "HIBERNATED" || type === undefined) continue;
        const least = Math.ceil(type.memoryMiB / 1024) + 20;
        if (diskGiB >= least) continue;
        yield {
          path: `nodes.groups[${i}].diskGiB`,
          expected: `at least ${least}: the memory of ${instanceTypes[0]} and 20 GiB for the system`,
          got: String(diskGiB),
          fix: "raise it, or let instances wait STOPPED",
        };
      }
    },
  },
  {
    id: "nodes/warm-pool-running",
    severity: "warning",
    because: "instances that wait running cost as much as nodes",
    *check({ settings }) {
      for (const [i, { warmPool }] of (settings.nodes?.groups ?? []).entries()) {
        if (warmPool?.poolState !== "RUNNING") continue;
        yield {
          path: `nodes.groups[${i}].warmPool.poolState`,
          expected: "STOPPED or HIBERNATED",
          got: "RUNNING",
          fix: "write STOPPED; for room at once use nodes.headroom",
        };
      }
    },
  },
];
