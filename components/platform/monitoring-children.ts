import type * as pulumi from "@pulumi/pulumi";
import type { PlatformSettings } from "../../settings/generated/settings";
import { MonitoringStack } from "../monitoring/monitoring-stack";
import type { PlatformCluster } from "./cluster-children";
import { serviceNamespaces } from "./shares";

/**
 * Prometheus, where the platform installs it: before what asks it, and beside what it scrapes, which may come and go. A
 * list, empty where it does not.
 */
export function monitoringChild(
  name: string,
  parent: pulumi.ComponentResource,
  settings: PlatformSettings<pulumi.Input<string>>,
  cluster: PlatformCluster,
): MonitoringStack[] {
  const { monitoring, keda, kafka, environment } = settings;
  if (monitoring.stack === undefined) return [];
  return [
    new MonitoringStack(
      `${name}-monitoring`,
      {
        monitoring,
        keda,
        kafka,
        environment,
        watchNamespaces: serviceNamespaces(settings),
        clusterAutoscaler: settings.cluster.eks !== undefined,
        storageClass: cluster.storageClass,
      },
      { parent, provider: cluster.provider, dependsOn: cluster.ready },
    ),
  ];
}
