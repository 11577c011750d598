import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { ServiceArgs } from "../../settings/args/service";
import { settleService } from "../../settings/parts";
import { settleOrStop } from "../settle";
import { versions } from "../versions";
import { deploymentManifest } from "./deployment";
import { scaledObjectManifest } from "./scaled-object";

/** A service on a cluster that has KEDA. */
export interface ScaledServiceArgs {
  /** The service. */
  service: ServiceArgs;
}

/**
 * One service and the rule that scales it.
 *
 * Children, in order:
 * - `<name>-deployment`: the pods. It sets no replica count.
 * - `<name>-scaled-object`: KEDA's rule, which owns that count from then on.
 */
export class ScaledService extends pulumi.ComponentResource {
  /** Name of the Deployment (or other object) that is scaled. */
  readonly targetName: pulumi.Output<string>;

  constructor(name: string, args: ScaledServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    const service = settleOrStop((warn) =>
      settleService<pulumi.Input<string>>(args, versions, warn),
    );
    super("chatbot-autoscaling-platform:index:ScaledService", name, args, opts);

    const deployment =
      service.image === undefined
        ? []
        : [
            new k8s.apps.v1.Deployment(
              `${name}-deployment`,
              deploymentManifest(service, service.image),
              { parent: this },
            ),
          ];

    new k8s.apiextensions.CustomResource(
      `${name}-scaled-object`,
      scaledObjectManifest(service, undefined),
      { parent: this, dependsOn: deployment },
    );

    this.targetName = pulumi.output(service.scaling.scaleTargetRef?.name ?? service.name);
    this.registerOutputs({ targetName: this.targetName });
  }
}
