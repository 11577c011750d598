import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { PlatformArgs } from "../../settings/args/platform";
import { settle } from "../../settings/door";
import { ScaledService } from "../service/scaled-service";
import { settleOrStop } from "../settle";
import { versions } from "../versions";

/** The whole platform. */
export class ChatbotAutoscalingPlatform extends pulumi.ComponentResource {
  constructor(name: string, args: PlatformArgs, opts?: pulumi.ComponentResourceOptions) {
    const settings = settleOrStop((warn) => settle<pulumi.Input<string>>(args, versions, warn));
    super("chatbot-autoscaling-platform:index:ChatbotAutoscalingPlatform", name, args, opts);

    const provider = new k8s.Provider(
      `${name}-kubernetes`,
      { ...(settings.cluster.existing ?? {}) },
      { parent: this },
    );
    for (const service of settings.services) {
      new ScaledService(`${name}-${service.name}`, { service }, { parent: this, provider });
    }
    this.registerOutputs({});
  }
}
