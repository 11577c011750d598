import type { KubernetesObject } from "../support/crds";
import { apply, kubectl, remove } from "./kubectl";

/** Nodes that kwok plays say nothing of their disk, which our pods ask for. */
const roomyNode: KubernetesObject = {
  apiVersion: "v1",
  kind: "Node",
  metadata: {
    name: "chatbot-live",
    annotations: { "kwok.x-k8s.io/node": "fake" },
    labels: { "kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64" },
  },
  status: Object.fromEntries(
    ["allocatable", "capacity"].map((key) => [
      key,
      { cpu: "16", memory: "64Gi", "ephemeral-storage": "100Gi", pods: "110" },
    ]),
  ),
};

/** Adds a node with room for our pods, where kwok plays the nodes; real nodes have what they have. */
export async function addRoom(): Promise<void> {
  const { out } = await kubectl(["get", "nodes", "-o", "yaml"]);
  if (!out.includes("kwok.x-k8s.io/node: fake")) return;
  await apply([roomyNode]);
  await apply([roomyNode], "--subresource=status");
}

export async function removeRoom(): Promise<void> {
  await remove([roomyNode]);
}
