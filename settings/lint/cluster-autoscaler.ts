import { quantity } from "../quantity";
import type { VersionMatrix } from "../versions";
import { at, listAt, textAt, type LintRule } from "./manifest";

/** Memory request and limit of upstream's own example for AWS. */
const exampleMemory = "600Mi";

const pod = "spec.template.spec";
const containerPath = `${pod}.containers[0]`;

export function isClusterAutoscaler(object: unknown): boolean {
  return textAt(object, "kind") === "Deployment" && /cluster-autoscaler/.test(image(object));
}

function container(object: unknown): unknown {
  const all = listAt(object, `${pod}.containers`);
  return all.find((one) => /cluster-autoscaler/.test(textAt(one, "image"))) ?? all[0];
}

function image(object: unknown): string {
  return textAt(container(object), "image");
}

/** Command line of the autoscaler: `command` and `args`. */
export function flags(object: unknown): string[] {
  const it = container(object);
  return [...listAt(it, "command"), ...listAt(it, "args")].map(String);
}

function flag(object: unknown, name: string): string | undefined {
  const found = flags(object).find((text) => text === `--${name}` || text.startsWith(`--${name}=`));
  return found?.includes("=") === true ? found.slice(found.indexOf("=") + 1) : found && "true";
}

/** What is wrong with hand-written Cluster Autoscaler Deployments. */
export function autoscalerRules(versions: VersionMatrix): readonly LintRule[] {
  return [...imageRules(versions), ...flagRules, ...podRules];
}

function imageRules(versions: VersionMatrix): LintRule[] {
  const newest = Object.values(versions.clusterAutoscaler).at(-1) ?? "";
  return [
    {
      id: "autoscaler/frozen-registry",
      severity: "error",
      because: "k8s.gcr.io is frozen since April 2023 (kubernetes.io/blog/2023/02/06)",
      *check(object) {
        if (!image(object).startsWith("k8s.gcr.io/")) return;
        yield {
          path: `${containerPath}.image`,
          expected: "an image of registry.k8s.io",
          got: JSON.stringify(image(object)),
          fix: `use registry.k8s.io/autoscaling/cluster-autoscaler:${newest}`,
        };
      },
    },
    {
      id: "autoscaler/wrong-image-path",
      severity: "error",
      because: "the image lies under /autoscaling/",
      *check(object) {
        if (!/^(k8s\.gcr\.io|registry\.k8s\.io)\/cluster-autoscaler[:@]/.test(image(object)))
          return;
        yield {
          path: `${containerPath}.image`,
          expected: "the path autoscaling/cluster-autoscaler",
          got: JSON.stringify(image(object)),
          fix: `use registry.k8s.io/autoscaling/cluster-autoscaler:${newest}`,
        };
      },
    },
    {
      id: "autoscaler/unsupported-version",
      severity: "error",
      because:
        "the autoscaler's minor must be the cluster's; old ones use APIs that were removed, such as policy/v1beta1 in Kubernetes 1.25",
      *check(object) {
        const minor = /:v?(\d+\.\d+)\.\d+/.exec(image(object))?.[1];
        if (minor === undefined || minor in versions.clusterAutoscaler) return;
        yield {
          path: `${containerPath}.image`,
          expected: `the minor of the cluster, one of ${Object.keys(versions.clusterAutoscaler).join(", ")}`,
          got: minor,
          fix: `use ${newest} on a ${Object.keys(versions.clusterAutoscaler).at(-1) ?? ""} cluster`,
        };
      },
    },
  ];
}

const flagRules: readonly LintRule[] = [
  {
    id: "autoscaler/placeholder",
    severity: "error",
    because: "no Auto Scaling group has this name",
    *check(object) {
      for (const text of flags(object)) {
        if (!/YOUR[-_ ]|<[^>]+>|CHANGEME/i.test(text)) continue;
        yield {
          path: containerPath,
          expected: "a real name",
          got: JSON.stringify(text),
          fix: "replace the placeholder",
        };
      }
    },
  },
  {
    id: "autoscaler/static-node-group",
    severity: "warning",
    because:
      "names of managed groups' Auto Scaling groups are generated and change when the group is replaced",
    *check(object) {
      const nodes = flag(object, "nodes");
      if (nodes === undefined || flag(object, "node-group-auto-discovery") !== undefined) return;
      yield {
        path: containerPath,
        expected: "--node-group-auto-discovery by tag",
        got: `--nodes=${nodes}`,
        fix: "discover asg:tag=k8s.io/cluster-autoscaler/enabled,k8s.io/cluster-autoscaler/<cluster>",
      };
    },
  },
  {
    id: "autoscaler/evicts-local-storage",
    severity: "warning",
    because: "pods with emptyDir or hostPath lose their caches and spools when their node goes",
    *check(object) {
      if (flag(object, "skip-nodes-with-local-storage") !== "false") return;
      yield {
        path: containerPath,
        expected: "true, with safe-to-evict-local-volumes on the pods that may go",
        got: "--skip-nodes-with-local-storage=false",
        fix: "remove it, or make sure that nothing local matters",
      };
    },
  },
  {
    id: "autoscaler/no-expander",
    severity: "warning",
    because: "up to 1.32 the default expander is random",
    *check(object) {
      if (flag(object, "expander") !== undefined) return;
      yield {
        path: containerPath,
        expected: "--expander=least-waste",
        got: "nothing",
        fix: "state the expander",
      };
    },
  },
  {
    id: "autoscaler/no-balancing",
    severity: "warning",
    because: "groups of different zones drift apart",
    *check(object) {
      if (flag(object, "balance-similar-node-groups") !== undefined) return;
      yield {
        path: containerPath,
        expected: "--balance-similar-node-groups=true",
        got: "nothing",
        fix: "add it when zones have groups of their own",
      };
    },
  },
];

const podRules: readonly LintRule[] = [
  {
    id: "autoscaler/host-certificates",
    severity: "error",
    because:
      "the image has its own CA bundle; a wrong host path becomes a folder, every AWS call fails with x509 errors, and hostPath breaks Pod Security baseline",
    *check(object) {
      for (const [i, volume] of listAt(object, `${pod}.volumes`).entries()) {
        if (!/\/etc\/(ssl|pki)\//.test(textAt(volume, "hostPath.path"))) continue;
        yield {
          path: `${pod}.volumes[${i}].hostPath`,
          expected: "no host path",
          got: JSON.stringify(textAt(volume, "hostPath.path")),
          fix: "remove the volume and its mount",
        };
      }
    },
  },
  {
    id: "autoscaler/small-limits",
    severity: "warning",
    because: `upstream's own example asks for ${exampleMemory}; a CPU limit of 100m throttles the simulation`,
    *check(object) {
      const limits = at(container(object), "resources.limits");
      const memory = textAt(limits, "memory");
      const cpu = textAt(limits, "cpu");
      const small = memory !== "" && quantity(memory) < quantity(exampleMemory);
      if (!small && !(cpu !== "" && quantity(cpu) < 1)) return;
      yield {
        path: `${containerPath}.resources.limits`,
        expected: `memory of at least ${exampleMemory} and no small CPU limit`,
        got: [cpu && `cpu ${cpu}`, memory && `memory ${memory}`].filter(Boolean).join(", "),
        fix: `request 100m and ${exampleMemory}, limit the memory only`,
      };
    },
  },
  {
    id: "autoscaler/no-service-account",
    severity: "error",
    because: "the default service account has neither the RBAC rights nor AWS credentials",
    *check(object) {
      if (textAt(object, `${pod}.serviceAccountName`) !== "") return;
      yield {
        path: `${pod}.serviceAccountName`,
        expected: "a service account with a ClusterRole and an AWS role",
        got: "nothing",
        fix: "create one, and bind the role by EKS Pod Identity",
      };
    },
  },
  ...(
    [
      ["no-priority-class", `${pod}.priorityClassName`, "system-cluster-critical"],
      [
        "no-liveness-probe",
        `${pod}.containers.0.livenessProbe`,
        "a probe of /health-check on 8085",
      ],
      [
        "no-security-context",
        `${pod}.containers.0.securityContext`,
        "a restricted security context",
      ],
    ] as const
  ).map(([id, path, expected]): LintRule => ({
    id: `autoscaler/${id}`,
    severity: "warning",
    because:
      "the autoscaler must not be preempted, hang unseen, or run with more rights than it needs",
    *check(object) {
      if (at(object, path) !== undefined) return;
      yield {
        path: path.replace(".0.", "[0]."),
        expected,
        got: "nothing",
        fix: "add it; the chart does",
      };
    },
  })),
];
