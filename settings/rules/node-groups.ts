import { allocatable } from "../facts/allocatable";
import { instanceType, knownTypes, typesWithoutFacts } from "../facts/instances";
import type { Rule } from "../rule";
import { didYouMean } from "../suggest";

/** Families of which AWS has so few that most zones have none. `aws ec2 describe-instance-type-offerings` tells. */
const scarceFamily = /^(p\d|trn|dl\d|vt\d|hpc|u-|u7|mac|f\d|g6e|g7|inf)/;

/** Newer families than that are missing in the oldest zone of us-east-1, where EKS puts no control plane either. */
const oldGeneration = /^(t2|t3|m4|m5|c4|c5|r4|r5)\./;

/** Instance types and images of node groups. */
export const nodeGroupRules: readonly Rule[] = [
  {
    id: "nodes/required",
    severity: "error",
    because: "a new cluster has no nodes of its own, so nothing could start",
    *check({ settings: { cluster, nodes } }) {
      if (cluster.eks === undefined || nodes !== undefined) return;
      yield {
        path: "nodes",
        expected: "node groups, because cluster.eks makes a cluster without nodes",
        got: "nothing",
        fix: "add nodes.groups",
      };
    },
  },
  {
    id: "nodes/unknown-instance-type",
    severity: "error",
    because: "the Auto Scaling group is made and then fails at every launch",
    *check({ settings }) {
      for (const [i, { instanceTypes }] of (settings.nodes?.groups ?? []).entries()) {
        for (const [j, name] of instanceTypes.entries()) {
          if (instanceType(name) !== undefined || typesWithoutFacts.has(name)) continue;
          yield {
            path: `nodes.groups[${i}].instanceTypes[${j}]`,
            expected: "an EC2 instance type",
            got: JSON.stringify(name),
            fix:
              didYouMean(name, [...knownTypes(), ...typesWithoutFacts]) ||
              'take one such as "m6i.large"',
          };
        }
      }
    },
  },
  {
    id: "nodes/type-without-facts",
    severity: "warning",
    because:
      "sizes of this type are not among the facts of this release, so that services are not checked against its nodes",
    *check({ settings }) {
      for (const [i, { instanceTypes }] of (settings.nodes?.groups ?? []).entries()) {
        for (const [j, name] of instanceTypes.entries()) {
          if (!typesWithoutFacts.has(name)) continue;
          yield {
            path: `nodes.groups[${i}].instanceTypes[${j}]`,
            expected: "a type whose size is known here",
            got: JSON.stringify(name),
            fix: "take another one, or check by hand that your services fit it",
          };
        }
      }
    },
  },
  {
    id: "nodes/duplicate-instance-type",
    severity: "error",
    because: "EKS refuses a group that lists a type twice",
    *check({ settings }) {
      for (const [i, { instanceTypes }] of (settings.nodes?.groups ?? []).entries()) {
        for (const [j, name] of instanceTypes.entries()) {
          if (instanceTypes.indexOf(name) === j) continue;
          yield {
            path: `nodes.groups[${i}].instanceTypes[${j}]`,
            expected: "every type once",
            got: JSON.stringify(name),
            fix: "remove one",
          };
        }
      }
    },
  },
  {
    id: "nodes/too-small",
    severity: "error",
    because: "the system, the kubelet and the DaemonSets take more than such a node has",
    *check({ settings }) {
      for (const [i, { instanceTypes }] of (settings.nodes?.groups ?? []).entries()) {
        for (const [j, name] of instanceTypes.entries()) {
          const type = instanceType(name);
          if (type === undefined) continue;
          const { milliCpu, memoryMiB, pods } = allocatable(type);
          if (milliCpu > 0 && memoryMiB > 0 && pods > 0) continue;
          yield {
            path: `nodes.groups[${i}].instanceTypes[${j}]`,
            expected: "a type with room beside the system's own pods",
            got: `${name} with ${type.vcpu} vCPU and ${type.memoryMiB} MiB, of which ${Math.max(0, milliCpu)}m and ${Math.max(0, memoryMiB)} MiB are left`,
            fix: 'take at least 4 GiB, such as "t3.medium"',
          };
        }
      }
    },
  },
  {
    id: "nodes/mixed-shapes",
    severity: "error",
    because:
      "Cluster Autoscaler plans every node of a group by the first type: pods that fit that one stay pending on a smaller one: https://docs.aws.amazon.com/eks/latest/best-practices/cas.html",
    *check({ settings }) {
      for (const [i, { instanceTypes }] of (settings.nodes?.groups ?? []).entries()) {
        const first = instanceType(instanceTypes[0] ?? "");
        for (const [j, name] of instanceTypes.entries()) {
          const type = instanceType(name);
          if (first === undefined || type === undefined || type.arch !== first.arch) continue;
          const alike = Math.abs(type.memoryMiB / first.memoryMiB - 1) <= 0.05;
          if (type.vcpu === first.vcpu && type.gpus === first.gpus && alike) continue;
          const text = (one: typeof type): string =>
            `${one.vcpu} vCPU, ${one.memoryMiB} MiB, ${one.gpus} GPUs`;
          yield {
            path: `nodes.groups[${i}].instanceTypes[${j}]`,
            expected: `the shape of ${instanceTypes[0]}: ${text(first)}`,
            got: `${name}: ${text(type)}`,
            fix: "make a group of its own for it",
          };
        }
      }
    },
  },
  {
    id: "nodes/mixed-architectures",
    severity: "error",
    because: "a group has one machine image, which is for one architecture",
    *check({ settings }) {
      for (const [i, { instanceTypes }] of (settings.nodes?.groups ?? []).entries()) {
        const first = instanceType(instanceTypes[0] ?? "");
        for (const [j, name] of instanceTypes.entries()) {
          const type = instanceType(name);
          if (first === undefined || type === undefined || type.arch === first.arch) continue;
          yield {
            path: `nodes.groups[${i}].instanceTypes[${j}]`,
            expected: `a type for ${first.arch}, as ${instanceTypes[0]} is`,
            got: `${name}, which is ${type.arch}`,
            fix: "make a group of its own for it",
          };
        }
      }
    },
  },
  {
    id: "nodes/spot-with-one-type",
    severity: "warning",
    because: "when spot capacity of that one type runs out, the group gets no node at all: F-28",
    *check({ settings }) {
      for (const [i, { instanceTypes, capacityType }] of (settings.nodes?.groups ?? []).entries()) {
        if (capacityType !== "SPOT" || instanceTypes.length > 1) continue;
        yield {
          path: `nodes.groups[${i}].instanceTypes`,
          expected: "several types for spot",
          got: instanceTypes.join(", "),
          fix: "add types of equal vCPU and memory, such as m6i.large, m6a.large, m5.large, m5a.large",
        };
      }
    },
  },
  {
    id: "nodes/type-not-in-zone",
    severity: "warning",
    because:
      "launches in a zone that does not offer the type fail, each after minutes: autoscaler#3241",
    *check({ settings, written }) {
      const network = written.cluster.eks?.network;
      const listed =
        network?.vpc?.availabilityZones ??
        network?.existing?.subnets.map(({ availabilityZone }) => availabilityZone);
      for (const [i, { instanceTypes }] of (settings.nodes?.groups ?? []).entries()) {
        const zones = new Set(written.nodes?.groups[i]?.availabilityZones ?? listed ?? []);
        for (const name of instanceTypes) {
          const scarce = scarceFamily.test(name) && zones.size > 1;
          const old = zones.has("us-east-1e") && !oldGeneration.test(name);
          if (!scarce && !old) continue;
          yield {
            path: `nodes.groups[${i}].availabilityZones`,
            expected: `zones that offer ${name}`,
            got: [...zones].join(", "),
            fix: `list those that \`aws ec2 describe-instance-type-offerings --location-type availability-zone --filters Name=instance-type,Values=${name}\` shows, then silence this`,
          };
          break;
        }
      }
    },
  },
];
