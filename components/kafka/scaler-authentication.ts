import type { KafkaSettings } from "../../settings/generated/settings";
import { scalerSecretName } from "./client-secret";
import { kafkaLabels } from "./names";

/** Name of the TriggerAuthentication in every namespace; a service's own ends in `-kafka`. */
export const scalerAuthenticationName = "kafka";

/** Whether KEDA has to say who it is, or whom it trusts. An external Kafka may want neither. */
export function needsScalerAuthentication({ external }: KafkaSettings<unknown>): boolean {
  return external === undefined || external.sasl !== "none" || external.privateCa;
}

/** How KEDA shows itself to Kafka from one namespace: by a Secret there, or by its own AWS identity for MSK. */
export function scalerAuthenticationManifest(kafka: KafkaSettings<unknown>, namespace: string) {
  return {
    apiVersion: "keda.sh/v1alpha1",
    kind: "TriggerAuthentication",
    metadata: { name: scalerAuthenticationName, namespace, labels: kafkaLabels },
    spec:
      kafka.msk === undefined
        ? { secretTargetRef: secretKeys(kafka) }
        : { podIdentity: { provider: "aws" } },
  };
}

function secretKeys({ external }: KafkaSettings<unknown>) {
  const name = external?.credentialsSecret ?? scalerSecretName;
  const keys =
    external === undefined
      ? ["username", "password", "ca"]
      : [
          ...(external.sasl === "none" ? [] : ["username", "password"]),
          ...(external.privateCa ? ["ca"] : []),
        ];
  return keys.map((key) => ({ parameter: key, name, key }));
}
