import type { MskSettings, PermissionSettings } from "../../settings/generated/settings";
import type { Statement } from "../iam-policy";

/**
 * What the operator may do in AWS: what is declared, and to see lag, never messages, of MSK.
 * https://docs.aws.amazon.com/msk/latest/developerguide/iam-access-control-use-cases.html
 */
export function kedaStatements<W>(
  declared: readonly PermissionSettings<W>[],
  msk: MskSettings<W> | undefined,
): Statement<W>[] {
  return [
    ...declared.map(({ actions, resources }, i): Statement<W> => ({
      Sid: `DeclaredPermission${i + 1}`,
      Effect: "Allow",
      Action: actions,
      Resource: resources,
    })),
    ...(msk === undefined ? [] : mskStatements<W>(msk.clusterArn)),
  ];
}

function mskStatements<W>(clusterArn: string): Statement<W>[] {
  const every = (kind: string) => `${clusterArn.replace(":cluster/", `:${kind}/`)}/*`;
  const allow = (Sid: string, action: string, resource: string): Statement<W> => ({
    Sid,
    Effect: "Allow",
    Action: [`kafka-cluster:${action}`],
    Resource: [resource],
  });
  return [
    allow("ConnectToKafka", "Connect", clusterArn),
    allow("SeePartitions", "DescribeTopic", every("topic")),
    allow("SeeCommittedOffsets", "DescribeGroup", every("group")),
  ];
}
