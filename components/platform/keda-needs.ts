import type { PermissionSettings, ServiceSettings } from "../../settings/generated/settings";
import { partitionOf } from "../../settings/arn";

/** AWS permissions that KEDA's operator needs to read the queues of services which bring no credentials of their own. */
export function kedaPermissions(
  services: readonly ServiceSettings<unknown>[],
): PermissionSettings[] {
  const queues = services
    .flatMap(({ scaling }) => scaling.triggers)
    .filter(({ authenticationRef }) => authenticationRef === undefined)
    .flatMap(({ awsSqsQueue }) => awsSqsQueue ?? []);
  if (queues.length === 0) return [];
  const resources = new Set(queues.map(({ queueURL, awsRegion }) => queueArn(queueURL, awsRegion)));
  return [{ actions: ["sqs:GetQueueAttributes"], resources: [...resources].sort() }];
}

/** ARN of a queue from its URL; every queue of the region where the URL is only known while deploying. */
function queueArn(queueUrl: unknown, region: string): string {
  const found = typeof queueUrl === "string" ? /\/(\d{12})\/([^/]+)$/.exec(queueUrl) : null;
  return `arn:${partitionOf(region)}:sqs:${region}:${found?.[1] ?? "*"}:${found?.[2] ?? "*"}`;
}

/** CRDs of what KEDA is to scale besides Deployments and StatefulSets, such as `rollouts.argoproj.io`. */
export function customScaleTargets(services: readonly ServiceSettings<unknown>[]): string[] {
  const targets = services.flatMap(({ scaling }) => scaling.scaleTargetRef ?? []);
  const custom = targets.filter(({ apiVersion }) => apiVersion !== "apps/v1");
  // Kubernetes' own rule for resource names: the kind in small letters, in the plural.
  return [
    ...new Set(
      custom.map(
        ({ kind, apiVersion }) => `${kind.toLowerCase()}s.${apiVersion.split("/")[0] ?? ""}`,
      ),
    ),
  ].sort();
}
