import type { PlatformSettings, ServiceSettings } from "../../settings/generated/settings";
import { clientSecretName } from "../kafka/client-secret";

/** Namespaces in which the platform's services live. */
export function serviceNamespaces({ services }: PlatformSettings<unknown>): string[] {
  return [...new Set(services.map(({ namespace }) => namespace))].sort();
}

/** Namespaces whose pods talk to Kafka. */
export function clientNamespaces({ services }: PlatformSettings<unknown>): string[] {
  const clients = services.filter((service) => service.image !== undefined && usesKafka(service));
  return [...new Set(clients.map(({ namespace }) => namespace))].sort();
}

/** Whether a service reads or writes topics. */
export function usesKafka({ consumes, produces }: ServiceSettings<unknown>): boolean {
  return consumes !== undefined || produces.length > 0;
}

/** Groups whose lag KEDA reads by the platform's own credentials: of services, and of triggers that name others. */
export function scaledConsumers({ services }: PlatformSettings<unknown>) {
  const consumers = services.flatMap(({ namespace, scaling }) =>
    scaling.triggers.flatMap(({ kafka, authenticationRef }) => {
      const { topic, consumerGroup, bootstrapServers } = kafka ?? {};
      const own = bootstrapServers === undefined && authenticationRef === undefined;
      return own && topic !== undefined && consumerGroup !== undefined
        ? [{ namespace, topic, consumerGroup }]
        : [];
    }),
  );
  const unique = new Map(consumers.map((consumer) => [JSON.stringify(consumer), consumer]));
  return [...unique.values()];
}

/** Secret with a service's own Kafka credentials: that of the user that the platform makes, or undefined. */
export function kafkaSecretName(
  { kafka }: PlatformSettings<unknown>,
  service: ServiceSettings<unknown>,
): string | undefined {
  return kafka?.strimzi !== undefined && service.image !== undefined && usesKafka(service)
    ? clientSecretName(service)
    : undefined;
}

/** Brokers of a Kafka that is not the platform's. */
export function brokersElsewhere<W>({ kafka }: PlatformSettings<W>): W | undefined {
  return kafka?.external?.bootstrapServers ?? kafka?.msk?.bootstrapServers;
}

/** Address range of the cluster's network, where the settings tell. */
export function vpcCidr({ cluster }: PlatformSettings<unknown>): string | undefined {
  const { vpc, existing } = cluster.eks?.network ?? {};
  return vpc?.cidr ?? existing?.cidr;
}
