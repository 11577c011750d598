import type { MskSettings, ServiceSettings } from "../../settings/generated/settings";
import type { Statement } from "../iam-policy";
import type { Surroundings } from "./surroundings";
import { usesKafka } from "./consumer-env";

/** What the pods may do in AWS: what the service declares, and MSK when it talks to it. Empty: no role is made. */
export function permissionStatements<W>(
  service: ServiceSettings<W>,
  { kafka }: Surroundings<W>,
): Statement<W>[] {
  const declared = service.permissions.map(({ actions, resources }, i): Statement<W> => ({
    Sid: `DeclaredPermission${i + 1}`,
    Effect: "Allow",
    Action: actions,
    Resource: resources,
  }));
  const msk = kafka?.msk;
  return msk !== undefined && usesKafka(service)
    ? [...declared, ...mskStatements(service, msk)]
    : declared;
}

/** https://docs.aws.amazon.com/msk/latest/developerguide/iam-access-control-use-cases.html */
function mskStatements(
  { consumes, produces }: ServiceSettings<unknown>,
  { clusterArn }: MskSettings<unknown>,
): Statement<never>[] {
  const arn = (kind: string, name: string) =>
    `${clusterArn.replace(":cluster/", `:${kind}/`)}/${name}`;
  const allow = (Sid: string, actions: string[], resources: string[]): Statement<never> => ({
    Sid,
    Effect: "Allow",
    Action: actions.map((action) => `kafka-cluster:${action}`),
    Resource: resources,
  });
  const connect = produces.length > 0 ? ["Connect", "WriteDataIdempotently"] : ["Connect"];
  return [
    allow("ConnectToKafka", connect, [clusterArn]),
    ...(consumes === undefined
      ? []
      : [
          allow("ReadTopic", ["DescribeTopic", "ReadData"], [arn("topic", consumes.topic)]),
          allow(
            "JoinGroup",
            ["AlterGroup", "DescribeGroup"],
            [arn("group", consumes.consumerGroup)],
          ),
        ]),
    ...(produces.length === 0
      ? []
      : [
          allow(
            "WriteTopics",
            ["DescribeTopic", "WriteData"],
            produces.map((topic) => arn("topic", topic)),
          ),
        ]),
  ];
}
