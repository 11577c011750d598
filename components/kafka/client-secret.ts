import type { ServiceSettings } from "../../settings/generated/settings";
import { serviceLabels } from "../service/labels";
import { kafkaLabels } from "./names";

/** Secret in a service's namespace with its way to Kafka. */
export function clientSecretName({ name }: ServiceSettings<unknown>): string {
  return `${name}-kafka`;
}

/** What a client needs to know, wires among it. */
interface Client<W> {
  user: string;
  password: W;
  jaasConfig: W;
  caCertificate: W;
  bootstrapServers: W;
  transactionalIdPrefix?: string;
}

/** The Secret of a service: under the names of KEDA and of the pods' contract, and under Kafka's own. */
export function clientSecretManifest<W>(service: ServiceSettings<unknown>, client: Client<W>) {
  const { user, password, jaasConfig, caCertificate, bootstrapServers } = client;
  return {
    metadata: {
      name: clientSecretName(service),
      namespace: service.namespace,
      labels: serviceLabels(service),
    },
    type: "Opaque",
    stringData: {
      username: user,
      password,
      ca: caCertificate,
      // The name under which Java and Go clients look for it in a mounted folder.
      "ca.crt": caCertificate,
      "bootstrap.servers": bootstrapServers,
      "security.protocol": "SASL_SSL",
      "sasl.mechanism": "SCRAM-SHA-512",
      "sasl.jaas.config": jaasConfig,
      ...(client.transactionalIdPrefix === undefined
        ? {}
        : { "transactional.id.prefix": client.transactionalIdPrefix }),
    },
  };
}

/** Kafka's `sasl.jaas.config`. Neither part holds a quote: users are names of ours, passwords letters and digits. */
export function jaasConfig(user: string, password: string): string {
  return `org.apache.kafka.common.security.scram.ScramLoginModule required username="${user}" password="${password}";`;
}

/** Secret of KEDA's user in a namespace whose services it scales. A service's own ends in `-kafka`. */
export const scalerSecretName = "kafka-scaler";

/** KEDA reads credentials only beside the ScaledObject, so each namespace has them. */
export function scalerSecretManifest<W>(
  namespace: string,
  { username, password, ca }: { username: string; password: W; ca: W },
) {
  return {
    metadata: { name: scalerSecretName, namespace, labels: kafkaLabels },
    type: "Opaque",
    stringData: { username, password, ca },
  };
}
