import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { ChartArgs } from "../../settings/args/chart";
import { chartReference, devicePluginChart } from "../charts";
import { devicePluginValues } from "./device-plugin-values";

/** NVIDIA's device plugin. */
export interface GpuDevicePluginArgs {
  /** Where the chart comes from. */
  chart?: ChartArgs;
  /** Node groups that need it: those of Amazon Linux. Default: every node with the label `k8s.amazonaws.com/accelerator`. */
  nodeGroups?: string[];
}

/**
 * NVIDIA's device plugin, which makes GPUs of Amazon Linux nodes known to Kubernetes; Bottlerocket has it built in.
 *
 * Children: `<name>-release`, the chart, in `kube-system`.
 *
 * @example
 * ```ts
 * import { GpuDevicePlugin } from "chatbot-autoscaling-platform";
 *
 * export const plugin = new GpuDevicePlugin("gpu", {});
 * ```
 */
export class GpuDevicePlugin extends pulumi.ComponentResource {
  /** Status of the release. */
  readonly status: pulumi.Output<string>;

  constructor(name: string, args: GpuDevicePluginArgs, opts?: pulumi.ComponentResourceOptions) {
    super("chatbot-autoscaling-platform:index:GpuDevicePlugin", name, args, opts);

    const release = new k8s.helm.v3.Release(
      `${name}-release`,
      {
        name: "nvidia-device-plugin",
        namespace: "kube-system",
        ...chartReference(devicePluginChart, args.chart?.source),
        values: devicePluginValues(args.nodeGroups),
        // A DaemonSet of a group at zero nodes has nothing to wait for.
        skipAwait: true,
      },
      { parent: this },
    );

    this.status = release.status.status;
    this.registerOutputs({ status: this.status });
  }
}
