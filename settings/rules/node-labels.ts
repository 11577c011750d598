import type { PlatformSettings } from "../generated/settings";
import { keyFault, keyPrefix, valueFault } from "../qualified-name";
import type { Rule } from "../rule";

/** Kubernetes' label prefixes that a kubelet may give its own node. Source: NodeRestriction admission, kubernetes#90307. */
const kubeletPrefixes = ["kubelet.kubernetes.io", "node.kubernetes.io"];

/** Labels under those prefixes that the cloud provider and the kubelet set themselves. */
const ownedByCluster = [
  "node.kubernetes.io/instance-type",
  "node.kubernetes.io/windows-build",
  "node.kubernetes.io/exclude-from-external-load-balancers",
];

/** Labels that EKS or the platform put on nodes. */
const ownedByUs = ["chatbot.dev/node-group"];

interface Pair {
  path: string;
  key: string;
  value: string;
}

function* pairs(path: string, map: Readonly<Record<string, string>>): Generator<Pair> {
  for (const [key, value] of Object.entries(map))
    yield { path: `${path}[${JSON.stringify(key)}]`, key, value };
}

function* nodeLabels({ nodes }: PlatformSettings<unknown>): Generator<Pair> {
  for (const [i, { labels }] of (nodes?.groups ?? []).entries())
    yield* pairs(`nodes.groups[${i}].labels`, labels);
}

/** Everything that must be a key with a value on nodes, or is compared with one. */
function* selectors(settings: PlatformSettings<unknown>): Generator<Pair> {
  yield* nodeLabels(settings);
  for (const [i, { taints }] of (settings.nodes?.groups ?? []).entries()) {
    for (const [j, { key, value }] of taints.entries())
      yield { path: `nodes.groups[${i}].taints[${j}]`, key, value };
  }
  for (const [i, { placement }] of settings.services.entries()) {
    yield* pairs(`services[${i}].placement.nodeSelector`, placement.nodeSelector);
    for (const [j, { key, value }] of placement.tolerations.entries()) {
      yield { path: `services[${i}].placement.tolerations[${j}]`, key, value: value ?? "" };
    }
  }
}

function isReserved(key: string): boolean {
  const prefix = keyPrefix(key);
  const under = (domain: string): boolean => prefix === domain || prefix.endsWith(`.${domain}`);
  if (kubeletPrefixes.some(under)) return ownedByCluster.includes(key);
  return ["kubernetes.io", "k8s.io", "eks.amazonaws.com", "karpenter.sh"].some(under);
}

/** Labels and taints of nodes, and what selects and tolerates them. */
export const nodeLabelRules: readonly Rule[] = [
  {
    id: "nodes/label-syntax",
    severity: "error",
    because:
      "the API server refuses it, or the kubelet does not start with it: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/",
    *check({ settings }) {
      for (const { path, key, value } of selectors(settings)) {
        const inKey = keyFault(key);
        const inValue = valueFault(value);
        if (inKey !== undefined)
          yield {
            path,
            expected: "a key such as team or example.com/team",
            got: inKey,
            fix: "correct the key",
          };
        if (inValue !== undefined)
          yield {
            path,
            expected: "a value of at most 63 letters, digits, dashes, dots and underscores",
            got: inValue,
            fix: "correct the value",
          };
      }
    },
  },
  {
    id: "nodes/reserved-label",
    severity: "error",
    because:
      "kubelets may not give their nodes Kubernetes' own labels, and EKS refuses them: https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#noderestriction",
    *check({ settings }) {
      for (const { path, key } of nodeLabels(settings)) {
        // The accelerator label is how Cluster Autoscaler knows GPU nodes: cloudprovider/aws.
        if (!isReserved(key) || key === "k8s.amazonaws.com/accelerator") continue;
        yield {
          path,
          expected: "a label of your own",
          got: JSON.stringify(key),
          fix: "use a prefix of your own, such as example.com/",
        };
      }
    },
  },
  {
    id: "nodes/label-of-the-platform",
    severity: "error",
    because: "the platform sets this label from the group's name",
    *check({ settings }) {
      for (const { path, key } of nodeLabels(settings)) {
        if (!ownedByUs.includes(key)) continue;
        yield {
          path,
          expected: "a label of your own",
          got: JSON.stringify(key),
          fix: "remove it: services name the group in placement.nodeGroup",
        };
      }
    },
  },
  {
    id: "nodes/reserved-taint",
    severity: "error",
    because: "the node controller and the autoscaler put these taints on and take them off",
    *check({ settings }) {
      for (const [i, { taints }] of (settings.nodes?.groups ?? []).entries()) {
        for (const [j, { key }] of taints.entries()) {
          const taken =
            /^(ToBeDeletedByClusterAutoscaler|DeletionCandidateOfClusterAutoscaler)$/.test(key) ||
            isReserved(key) ||
            keyPrefix(key) === "node.kubernetes.io";
          if (!taken) continue;
          yield {
            path: `nodes.groups[${i}].taints[${j}].key`,
            expected: "a key of your own",
            got: JSON.stringify(key),
            fix: "use a prefix of your own, such as example.com/",
          };
        }
      }
    },
  },
  {
    id: "nodes/duplicate-taint",
    severity: "error",
    because: "a node has one taint for each key and effect, and EKS refuses the second",
    *check({ settings }) {
      for (const [i, { taints }] of (settings.nodes?.groups ?? []).entries()) {
        const ids = taints.map(({ key, effect }) => `${key}:${effect}`);
        for (const [j, id] of ids.entries()) {
          if (ids.indexOf(id) === j) continue;
          yield {
            path: `nodes.groups[${i}].taints[${j}]`,
            expected: "every key and effect once",
            got: JSON.stringify(id),
            fix: "remove one",
          };
        }
      }
    },
  },
  {
    id: "nodes/too-many-labels",
    severity: "error",
    because: "EKS takes at most 50 labels for a group",
    *check({ settings }) {
      for (const [i, { labels }] of (settings.nodes?.groups ?? []).entries()) {
        const count = Object.keys(labels).length;
        if (count <= 50) continue;
        yield {
          path: `nodes.groups[${i}].labels`,
          expected: "at most 50 labels",
          got: String(count),
          fix: "remove some",
        };
      }
    },
  },
];
