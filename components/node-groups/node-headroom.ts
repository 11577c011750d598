import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { NodesArgs } from "../../settings/args/nodes";
import { defaultDenyManifest } from "../default-deny";
import { restrictedNamespaceManifest } from "../restricted-namespace";
import { settleOrStop } from "../settle";
import { versions } from "../versions";
import {
  headroomDeployment,
  headroomNames,
  headroomNamespace,
  headroomPriorityClass,
} from "./headroom";
import { nodesParts } from "./nodes-parts";

/** Room that is kept free on node groups. */
export interface NodeHeadroomArgs {
  /** Node groups, with `headroom`. */
  nodes: NodesArgs;
}

/**
 * Pause pods that real pods push away at once, so that a first burst need not wait for a node: the autoscaler then
 * orders a node for the pause pods.
 *
 * Children, in order:
 * - `<name>-namespace`, `<name>-default-deny`: a place of their own, without a network.
 * - `<name>-priority`: the PriorityClass `<name>`, -10.
 * - `<name>-<group>`: the pause pods of a group; `<name>-<group>.2` of its second entry.
 *
 * @example
 * ```ts
 * import { NodeHeadroom } from "chatbot-autoscaling-platform";
 *
 * export const headroom = new NodeHeadroom("headroom", {
 *   nodes: {
 *     groups: [
 *       { name: "workers", instanceTypes: ["m6i.large"], maxSize: 5, availabilityZones: ["eu-west-1a"] },
 *     ],
 *     headroom: [{ nodeGroup: "workers", replicas: 2, cpu: "500m", memory: "1Gi" }],
 *   },
 * });
 * ```
 */
export class NodeHeadroom extends pulumi.ComponentResource {
  /** Namespace of the pause pods. */
  readonly namespace: pulumi.Output<string>;

  constructor(name: string, args: NodeHeadroomArgs, opts?: pulumi.ComponentResourceOptions) {
    const { nodes } = settleOrStop((warn) => nodesParts(args, warn));
    super("chatbot-autoscaling-platform:index:NodeHeadroom", name, args, opts);

    const namespace = new k8s.core.v1.Namespace(
      `${name}-namespace`,
      restrictedNamespaceManifest({
        name: headroomNamespace,
        kubernetesVersion: versions.kubernetes,
      }),
      { parent: this },
    );
    const inside = { parent: this, dependsOn: namespace };
    new k8s.networking.v1.NetworkPolicy(
      `${name}-default-deny`,
      defaultDenyManifest(headroomNamespace),
      inside,
    );
    const priority = new k8s.scheduling.v1.PriorityClass(
      `${name}-priority`,
      headroomPriorityClass(name),
      { parent: this, deleteBeforeReplace: true },
    );
    const names = headroomNames(nodes.headroom);
    for (const [i, entry] of nodes.headroom.entries()) {
      const entryName = names[i] ?? entry.nodeGroup;
      const manifest = headroomDeployment(entryName, entry, nodes.groups, name);
      // Pause pods may wait for a node: that is their purpose, and no reason to hold the deploy up.
      const metadata = { ...manifest.metadata, annotations: { "pulumi.com/skipAwait": "true" } };
      new k8s.apps.v1.Deployment(
        `${name}-${entryName}`,
        { ...manifest, metadata },
        { parent: this, dependsOn: [namespace, priority] },
      );
    }

    this.namespace = namespace.metadata.name;
    this.registerOutputs({ namespace: this.namespace });
  }
}
