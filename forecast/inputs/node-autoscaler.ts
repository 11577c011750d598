import { expanderPriorities } from "../../components/node-autoscaler/values";
import { managedGroups } from "../../components/node-groups/managed-groups";
import type { NodesSettings } from "../../settings/generated/settings";
import type { Priorities } from "../nodes/expander";
import type { NodeAutoscalerSpec } from "../world/spec";

/** Cluster Autoscaler as its chart's values configure it, with upstream's defaults for what they do not set. */
export function nodeAutoscaler({ autoscaler, groups }: NodesSettings): NodeAutoscalerSpec {
  const byPriority = autoscaler.expander === "priority";
  return {
    expanders: byPriority ? ["priority", "least-waste"] : [autoscaler.expander],
    priorities: byPriority ? priorities(groups) : {},
    scanSeconds: autoscaler.scanIntervalSeconds,
    utilizationThreshold: autoscaler.scaleDownUtilizationThreshold,
    ignoreDaemons: false,
    maxProvisionSeconds: autoscaler.maxNodeProvisionSeconds,
    timers: {
      unneededSeconds: autoscaler.scaleDownUnneededSeconds,
      delayAfterAddSeconds: autoscaler.scaleDownDelayAfterAddSeconds,
      // Upstream's defaults: cluster-autoscaler/config/flags/flags.go.
      delayAfterDeleteSeconds: 0,
      delayAfterFailureSeconds: 180,
      delayTypeLocal: false,
      maxParallelism: 10,
      maxDrainParallelism: 1,
    },
  };
}

/** The expressions that the stack emits are for names of Auto Scaling groups; here each stands for the groups that it finds. */
function priorities(groups: NodesSettings["groups"]): Priorities {
  const names = managedGroups(groups).map(({ name }) => name);
  return Object.fromEntries(
    Object.entries(expanderPriorities(groups)).map(([priority, expressions]) => {
      const found = names.filter((name) =>
        expressions.some((expression) => new RegExp(expression).test(autoScalingGroup(name))),
      );
      return [priority, found.map((name) => `^${name}$`)];
    }),
  );
}

/** A name as EKS makes it: the node group's, Pulumi's 26 digits, and an id. */
function autoScalingGroup(nodeGroup: string): string {
  return `eks-${nodeGroup}-${"0".repeat(26)}-0`;
}
