import type { EksSettings } from "../../settings/generated/settings";
import { clusterTrustPolicy } from "./cluster-role";

type Props = Readonly<Record<string, unknown>>;

/**
 * What a transform makes of the resources inside `eks.Cluster`, where they need what the component does not expose; nothing
 * for those that stay as they are.
 *
 * - The cluster: no rights for whoever creates it, what the scheduler prefers (EKS, August 2026: control plane
 *   configuration), and leave to move traffic away from a zone in trouble, which costs nothing until somebody does.
 * - Its role: the permissions boundary, and a trust of this cluster alone where the account is known.
 */
export function innerResourceProps(
  type: string,
  props: Props,
  settings: EksSettings<unknown>,
  partition: string,
): Record<string, unknown> | undefined {
  if (type === "aws:eks/cluster:Cluster") return clusterProps(props, settings);
  if (type === "aws:iam/role:Role") return roleProps(props, settings, partition);
  return undefined;
}

function clusterProps(
  props: Props,
  { schedulerScoring }: EksSettings<unknown>,
): Record<string, unknown> {
  const accessConfig = (props.accessConfig ?? {}) as Record<string, unknown>;
  const resources = ["cpu", "memory"].map((name) => ({ name, weight: 1 }));
  return {
    ...props,
    accessConfig: { ...accessConfig, bootstrapClusterCreatorAdminPermissions: false },
    kubeSchedulerConfig: {
      nodeResourcesFit: { scoringStrategy: { type: schedulerScoring, resources } },
    },
    zonalShiftConfig: { enabled: true },
  };
}

function roleProps(
  props: Props,
  { name, region, accountId, permissionsBoundaryArn }: EksSettings<unknown>,
  partition: string,
): Record<string, unknown> {
  return {
    ...props,
    ...(accountId === undefined
      ? {}
      : {
          assumeRolePolicy: JSON.stringify(
            clusterTrustPolicy(`arn:${partition}:eks:${region}:${accountId}:cluster/${name}`),
          ),
        }),
    ...(permissionsBoundaryArn === undefined
      ? {}
      : { permissionsBoundary: permissionsBoundaryArn }),
  };
}
