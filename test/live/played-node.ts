import type { KubernetesObject } from "../support/crds";
import { apply, kubectl, remove } from "./kubectl";

/** Label and taint of a node that holds the pods of a test's own services and nobody else's. */
const reserved = "chatbot.dev/live";

/** Puts pods on the reserved node. */
export const onReservedNode = {
  nodeSelector: { [reserved]: "room" },
  tolerations: [{ key: reserved, value: "room", effect: "NoSchedule" }],
};

/** Nodes that kwok plays say nothing of their disk, which our pods ask for. */
function roomyNode(name: string, isReserved: boolean): KubernetesObject {
  const room = { cpu: "16", memory: "64Gi", "ephemeral-storage": "100Gi", pods: "110" };
  const taints = [{ key: reserved, value: "room", effect: "NoSchedule" }];
  return {
    ...{ apiVersion: "v1", kind: "Node" },
    metadata: {
      name,
      annotations: { "kwok.x-k8s.io/node": "fake" },
      labels: {
        ...{ "kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64" },
        ...(isReserved ? { [reserved]: "room" } : {}),
      },
    },
    ...(isReserved ? { spec: { taints } } : {}),
    status: { allocatable: room, capacity: room },
  };
}

/** Whether kwok plays the nodes of this cluster; real nodes have what they have. */
export async function playsNodes(): Promise<boolean> {
  const { out } = await kubectl(["get", "nodes", "-o", "yaml"]);
  return out.includes("kwok.x-k8s.io/node: fake");
}

/** Adds a node with room for our pods, where kwok plays the nodes. */
export async function addRoom(name = "chatbot-live", isReserved = false): Promise<void> {
  if (!(await playsNodes())) return;
  const node = roomyNode(name, isReserved);
  await apply([node]);
  await apply([node], "--subresource=status");
}

export async function removeRoom(name = "chatbot-live"): Promise<void> {
  await remove([roomyNode(name, false)]);
}

export const poolName = "chatbot-live";

/** Seconds from the order of a node until it is there. */
export const nodeSeconds = 10;

/** What a real node carries anyway, in thousandths of a core: network, proxy, volumes. It leaves room for three of our pods. */
export const nodeAgentsMilli = 650;

const nodeAgents: KubernetesObject = {
  ...{ apiVersion: "apps/v1", kind: "DaemonSet" },
  metadata: { name: poolName, namespace: "kube-system" },
  spec: {
    selector: { matchLabels: { "app.kubernetes.io/name": poolName } },
    template: {
      metadata: { labels: { "app.kubernetes.io/name": poolName } },
      spec: {
        nodeSelector: { "karpenter.sh/nodepool": poolName },
        tolerations: [{ operator: "Exists" }],
        // Before any pod of ours, as on real nodes.
        priorityClassName: "system-node-critical",
        containers: [
          {
            ...{ name: "agents", image: "ghcr.io/acme/agents:1" },
            resources: { requests: { cpu: `${nodeAgentsMilli}m` } },
          },
        ],
      },
    },
  },
};

/**
 * Nodes of one core that Karpenter orders when pods have none, and gives back when they are empty. Cluster Autoscaler, which
 * the platform installs, cannot be had here.
 */
const pool: KubernetesObject[] = [
  {
    ...{ apiVersion: "karpenter.kwok.sh/v1alpha1", kind: "KWOKNodeClass" },
    metadata: { name: poolName },
    spec: { nodeRegistrationDelay: `${nodeSeconds}s` },
  },
  {
    ...{ apiVersion: "karpenter.sh/v1", kind: "NodePool", metadata: { name: poolName } },
    spec: {
      // Before any other pool that the cluster has.
      weight: 100,
      template: {
        spec: {
          requirements: [
            ["kubernetes.io/arch", "amd64"],
            ["kubernetes.io/os", "linux"],
            ["karpenter.sh/capacity-type", "on-demand"],
            ["karpenter.kwok.sh/instance-cpu", "1"],
          ].map(([key, value]) => ({ key, operator: "In", values: [value] })),
          nodeClassRef: { group: "karpenter.kwok.sh", kind: "KWOKNodeClass", name: poolName },
        },
      },
      disruption: {
        ...{ consolidationPolicy: "WhenEmpty", consolidateAfter: "1s" },
        budgets: [{ nodes: "100%" }],
      },
    },
  },
];

/** Whether there is a Karpenter that plays nodes. */
export async function playsPools(): Promise<boolean> {
  return (await kubectl(["get", "crd", "kwoknodeclasses.karpenter.kwok.sh"])).code === 0;
}

/** Has Karpenter order played nodes for pods without one. */
export async function addPool(): Promise<void> {
  await apply([nodeAgents, ...pool]);
}

/** Removes the pool and its nodes. */
export async function removePool(): Promise<void> {
  if (!(await playsPools())) return;
  const [nodeClass, nodePool] = pool as [KubernetesObject, KubernetesObject];
  await remove([nodePool]);
  const nodes = ["nodeclaims", "--selector", `karpenter.sh/nodepool=${poolName}`];
  await kubectl(["delete", ...nodes, "--wait", "--timeout=60s"]);
  await remove([nodeAgents, nodeClass]);
}
