import type { ServiceSettings } from "../../settings/generated/settings";
import type { KafkaConnection } from "./kafka-connection";
import { serviceLabels } from "./labels";
import { readsPlatformKafka } from "./trigger";

/**
 * Whether a service needs a TriggerAuthentication of its own: it has a Kafka trigger, the Kafka asks who is there, and
 * nobody handed one in. The platform does: its KEDA has credentials that may only describe.
 */
export function needsTriggerAuthentication<W>(
  { scaling }: ServiceSettings<W>,
  connection: KafkaConnection<W> | undefined,
): connection is KafkaConnection<W> {
  if (connection === undefined || connection.authenticationName !== undefined) return false;
  const isAsked = connection.secretName !== undefined || isIam(connection);
  return isAsked && scaling.triggers.some(readsPlatformKafka);
}

/** KEDA's way to Kafka's credentials: the Secret that the pods read, or the operator's own AWS identity for MSK. */
export function triggerAuthenticationManifest<W>(
  service: ServiceSettings<W>,
  connection: KafkaConnection<W>,
) {
  const { secretName, saslMechanism, hasCa } = connection;
  const keys = [
    ...(saslMechanism === undefined ? [] : ["username", "password"]),
    ...(hasCa ? ["ca"] : []),
  ];
  return {
    apiVersion: "keda.sh/v1alpha1",
    kind: "TriggerAuthentication",
    metadata: {
      name: triggerAuthenticationName(service),
      namespace: service.namespace,
      labels: serviceLabels(service),
    },
    spec: isIam(connection)
      ? { podIdentity: { provider: "aws" } }
      : {
          secretTargetRef: keys.map((key) => ({ parameter: key, name: secretName, key })),
        },
  };
}

export function triggerAuthenticationName({ name }: ServiceSettings<unknown>): string {
  return `${name}-kafka`;
}

function isIam({ saslMechanism }: KafkaConnection<unknown>): boolean {
  return saslMechanism === "AWS_MSK_IAM";
}
