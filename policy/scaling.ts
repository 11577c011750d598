import { at, textAt } from "../settings/lint/manifest";
import type { PolicyResource, StackPolicy } from "./policy";

/** What scales, and who decides. */
export const scalingPolicies: readonly StackPolicy[] = [
  {
    id: "deployment/two-masters",
    severity: "error",
    because:
      "every up sets the count back, in the middle of a burst: pulumi-kubernetes#2569, check 36, F-19",
    *checkStack(resources) {
      const scaled = new Set(resources.filter(isScaledObject).map(targetOf));
      for (const resource of resources) {
        const replicas = at(resource.inputs, "spec.replicas");
        if (resource.type !== "kubernetes:apps/v1:Deployment" || replicas === undefined) continue;
        if (!scaled.has(placed(resource, textAt(resource.inputs, "metadata.name")))) continue;
        yield {
          path: `${resource.name}.spec.replicas`,
          expected: "nothing: a ScaledObject scales it",
          got: JSON.stringify(replicas),
          fix: "remove it",
        };
      }
    },
  },
];

function isScaledObject({ type }: PolicyResource): boolean {
  return /^kubernetes:keda\.sh\/v\w+:ScaledObject$/.test(type);
}

function targetOf(resource: PolicyResource): string {
  return placed(resource, textAt(resource.inputs, "spec.scaleTargetRef.name"));
}

function placed({ inputs }: PolicyResource, name: string): string {
  return `${textAt(inputs, "metadata.namespace")}/${name}`;
}
