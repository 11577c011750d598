import type { StrimziSettings } from "../../settings/generated/settings";
import type { Acl } from "./acls";
import { kafkaLabels, memberLabels, passwordSecretName } from "./names";

/** Characters of a password: 190 bits of letters and digits, which no configuration format has to escape. */
export const passwordLength = 32;

/** What a password depends on: a raised generation makes a new one. */
export function passwordKeepers({ credentialsGeneration }: StrimziSettings) {
  return { generation: String(credentialsGeneration) };
}

/** The Secret beside Kafka from which Strimzi takes a user's password. */
export function passwordSecretManifest<W>(
  { namespace }: StrimziSettings,
  user: string,
  password: W,
) {
  return {
    metadata: { name: passwordSecretName(user), namespace, labels: kafkaLabels },
    type: "Opaque",
    stringData: { password },
  };
}

/** A user of Kafka whose password is ours. */
export function userManifest(strimzi: StrimziSettings, user: string, acls: readonly Acl[]) {
  return {
    apiVersion: "kafka.strimzi.io/v1",
    kind: "KafkaUser",
    metadata: {
      name: user,
      namespace: strimzi.namespace,
      labels: memberLabels(strimzi),
      annotations: {
        "pulumi.com/waitFor": "condition=Ready",
        // Strimzi does not watch the Secret: a change here makes it read the new password at once, not in two minutes.
        "chatbot.dev/credentials-generation": String(strimzi.credentialsGeneration),
      },
    },
    spec: {
      authentication: {
        type: "scram-sha-512",
        password: {
          valueFrom: { secretKeyRef: { name: passwordSecretName(user), key: "password" } },
        },
      },
      authorization: {
        type: "simple",
        acls: acls.map(({ type, name, isPrefix = false, operations }) => ({
          type: "allow",
          resource: { type, name, patternType: isPrefix ? "prefix" : "literal" },
          operations,
          host: "*",
        })),
      },
    },
  };
}
