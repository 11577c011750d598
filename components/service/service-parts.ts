import type { PlatformArgs } from "../../settings/args/platform";
import { SettingsError, type Finding } from "../../settings/finding";
import type { ServiceSettings } from "../../settings/generated/settings";
import { settleService } from "../../settings/parts";
import { versions } from "../versions";
import { kafkaConnection } from "./kafka-connection";
import type { Surroundings } from "./surroundings";

/** What is known about a service that is used alone, or handed on by the platform. */
interface Given<W> extends Pick<
  PlatformArgs,
  "kafka" | "nodes" | "monitoring" | "environment" | "silence"
> {
  service: PlatformArgs["services"][number];
  bootstrapServers?: W;
  kafkaSecretName?: W;
  kafkaAuthenticationName?: W;
  priorityClassName?: W;
  clusterName?: W;
}

const missingClusterName: Finding = {
  severity: "error",
  rule: "service/permissions-without-cluster",
  path: "clusterName",
  expected: "the name of the EKS cluster",
  got: "nothing",
  fix: "add it: EKS Pod Identity gives service.permissions, and associates by cluster",
};

/**
 * Through the door: the service, and what it learns from the rest.
 * @throws SettingsError
 */
export function serviceParts<W>(
  given: Given<W>,
  warn: (finding: Finding) => void,
): { service: ServiceSettings<W>; surroundings: Surroundings<W> } {
  const { service, kafka, nodes, monitoring, environment, silence } = given;
  const parts = settleService<W>(
    { service, kafka, nodes, monitoring, environment, silence },
    versions,
    warn,
  );
  if (parts.service.permissions.length > 0 && given.clusterName === undefined) {
    throw new SettingsError([missingClusterName]);
  }
  const connection =
    parts.kafka === undefined
      ? undefined
      : kafkaConnection(parts.kafka, {
          bootstrapServers: given.bootstrapServers,
          secretName: given.kafkaSecretName,
          authenticationName: given.kafkaAuthenticationName,
        });
  const { priorityClassName } = given;
  return { service: parts.service, surroundings: { ...parts, connection, priorityClassName } };
}
