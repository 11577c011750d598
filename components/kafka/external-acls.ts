import type {
  KafkaSettings,
  ServiceSettings,
  TopicSettings,
} from "../../settings/generated/settings";
import { scalerAcls, serviceAcls, type Acl } from "./acls";

/** One ACL in the form of `@pulumi/kafka`, and a name for it that is its own. */
export interface ExternalAcl {
  role: string;
  aclResourceType: "Topic" | "Group" | "TransactionalID";
  aclResourceName: string;
  resourcePatternTypeFilter: "Literal" | "Prefixed";
  aclOperation: string;
  aclPrincipal: string;
  aclPermissionType: "Allow";
  aclHost: "*";
}

const types = { topic: "Topic", group: "Group", transactionalId: "TransactionalID" } as const;

/**
 * What all services together, and KEDA for them, may do with an external Kafka: they share one user there. None where the
 * user's name is not known, or nobody is asked for one.
 */
export function externalAcls(
  { external, topics }: KafkaSettings<unknown>,
  services: readonly ServiceSettings<unknown>[],
): ExternalAcl[] {
  if (external?.username === undefined || external.sasl === "none") return [];
  const principal = `User:${external.username}`;
  const acls = services.flatMap((service) => acl(service, topics));
  const rows = acls.flatMap((row) =>
    row.operations.map((operation) => externalAcl(row, operation, principal)),
  );
  return [...new Map(rows.map((row) => [row.role, row])).values()];
}

function acl(service: ServiceSettings<unknown>, topics: readonly TopicSettings[]): Acl[] {
  const { consumes } = service;
  return [...serviceAcls(service, topics), ...scalerAcls(consumes === undefined ? [] : [consumes])];
}

function externalAcl(
  { type, name, isPrefix = false }: Acl,
  aclOperation: string,
  aclPrincipal: string,
): ExternalAcl {
  return {
    role: `acl-${type}-${name}-${aclOperation}`,
    aclResourceType: types[type],
    aclResourceName: name,
    resourcePatternTypeFilter: isPrefix ? "Prefixed" : "Literal",
    aclOperation,
    aclPrincipal,
    aclPermissionType: "Allow",
    aclHost: "*",
  };
}
