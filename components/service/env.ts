import type { ServiceSettings } from "../../settings/generated/settings";
import { contractEnv } from "./consumer-env";
import type { KafkaConnection } from "./kafka-connection";

/**
 * Environment of the container, one entry a name, because Kubernetes merges the list by name. The nearer to the person
 * wins: Secrets over `env` over the platform's contract.
 */
export function containerEnv<W>(
  service: ServiceSettings<W>,
  connection: KafkaConnection<W> | undefined,
) {
  const values = { ...contractEnv(service, connection), ...service.env };
  const secret = new Set(service.secretEnv.map(({ name }) => name));
  return [
    ...Object.entries(values)
      .filter(([name]) => !secret.has(name))
      .map(([name, value]) => ({ name, value })),
    ...service.secretEnv.map(({ name, secret, key }) => ({
      name,
      valueFrom: { secretKeyRef: { name: secret, key } },
    })),
  ];
}
