import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { priorityClassManifests } from "./priority-classes";

/** The order in which services are served. */
export interface PriorityTiersArgs {
  /**
   * Prefix of the classes' names. PriorityClasses belong to the whole cluster: two platforms on one need two prefixes.
   * Small letters, digits and `-`, at most 200 characters; not starting with `system-`, which Kubernetes keeps for itself.
   * Default: the name of this component.
   */
  prefix?: string;
}

/**
 * Who goes first when nodes are short: realtime services, then batch services.
 *
 * Children, in order:
 * - `<name>-realtime`: the PriorityClass `<prefix>-realtime`, 100000.
 * - `<name>-batch`: the PriorityClass `<prefix>-batch`, 1000.
 *
 * @example
 * ```ts
 * import { PriorityTiers } from "chatbot-autoscaling-platform";
 *
 * export const tiers = new PriorityTiers("chatbot", {});
 * ```
 */
export class PriorityTiers extends pulumi.ComponentResource {
  /** Name of the class of services with `priority: realtime`. */
  readonly realtime: pulumi.Output<string>;
  /** Name of the class of services with `priority: batch`. */
  readonly batch: pulumi.Output<string>;

  constructor(name: string, args: PriorityTiersArgs, opts?: pulumi.ComponentResourceOptions) {
    super("chatbot-autoscaling-platform:index:PriorityTiers", name, args, opts);

    const manifests = priorityClassManifests(args.prefix ?? name);
    // Value and policy of a class can never change, and its name must be free before it comes back.
    const options = { parent: this, deleteBeforeReplace: true };
    const realtime = new k8s.scheduling.v1.PriorityClass(
      `${name}-realtime`,
      manifests.realtime,
      options,
    );
    const batch = new k8s.scheduling.v1.PriorityClass(`${name}-batch`, manifests.batch, options);

    this.realtime = realtime.metadata.name;
    this.batch = batch.metadata.name;
    this.registerOutputs({ realtime: this.realtime, batch: this.batch });
  }
}
