import type * as pulumi from "@pulumi/pulumi";
import type { PlatformSettings } from "../../settings/generated/settings";
import { prometheusServer } from "../../settings/prometheus-server";
import { ExternalTopics } from "../kafka/external-topics";
import { KafkaAccess } from "../kafka/kafka-access";
import { KafkaCluster } from "../kafka/kafka-cluster";
import { KafkaScalerAccess } from "../kafka/kafka-scaler-access";
import { needsScalerAuthentication } from "../kafka/scaler-authentication";
import { KedaInstallation } from "../keda/keda-installation";
import type { ServiceNamespace } from "../service/service-namespace";
import type { PlatformCluster } from "./cluster-children";
import { kafkaPlace } from "./kafka-place";
import { customScaleTargets, kedaPermissions } from "./keda-needs";
import {
  clientNamespaces,
  kafkaSecretName,
  scaledConsumers,
  serviceNamespaces,
  vpcCidr,
} from "./shares";

type Settings = PlatformSettings<pulumi.Input<string>>;

/** KEDA, which gets its rights inside the services' namespaces, so they must be there first. */
export function kedaChild(
  name: string,
  parent: pulumi.ComponentResource,
  settings: Settings,
  cluster: PlatformCluster,
  namespaces: readonly ServiceNamespace[],
): KedaInstallation {
  const { keda, kafka, monitoring, environment, services } = settings;
  const { clusterName, accountId, permissionsBoundaryArn, tags } = cluster.aws;
  return new KedaInstallation(
    `${name}-keda`,
    {
      keda,
      kafka,
      monitoring,
      environment,
      watchNamespaces: serviceNamespaces(settings),
      customScaleTargets: customScaleTargets(services),
      permissions: clusterName === undefined ? [] : kedaPermissions(services),
      clusterName,
      accountId,
      permissionsBoundaryArn,
      tags,
      vpcCidr: vpcCidr(settings),
      serviceCidr: settings.cluster.eks?.network.serviceCidr,
    },
    { parent, providers: cluster.providers, dependsOn: [...cluster.ready, ...namespaces] },
  );
}

/**
 * What must be there before anything that KEDA works for: KEDA itself, which waits for cluster and namespaces. KEDA that
 * exists makes nothing, and waiting for nothing would let services lose their namespace before they are deleted.
 */
export function kedaReady(
  { keda: { existing } }: Settings,
  keda: KedaInstallation,
  cluster: PlatformCluster,
  namespaces: readonly ServiceNamespace[],
): pulumi.Resource[] {
  return existing === undefined ? [keda] : [...cluster.ready, ...namespaces];
}

/** Kafka, as services need to know it. */
export interface PlatformKafka {
  /** Of Strimzi's Kafka; of another one, services know from the settings. */
  bootstrapServers?: pulumi.Output<string>;
  authenticationName?: pulumi.Output<string>;
  /** What every service waits for. */
  ready: pulumi.Resource[];
  /** The user of each service, by the service's name. */
  accesses: ReadonlyMap<string, [KafkaAccess]>;
}

/** What those who ask Kafka wait for. */
interface Askers {
  /** KEDA, or what stands for it. */
  keda: readonly pulumi.Resource[];
  /** Prometheus, where it is installed. */
  prometheus: readonly pulumi.Resource[];
}

/** Kafka in the cluster or topics of one elsewhere, and who may use them. */
export function kafkaChildren(
  name: string,
  parent: pulumi.ComponentResource,
  settings: Settings,
  cluster: PlatformCluster,
  { keda, prometheus }: Askers,
): PlatformKafka {
  const { kafka, environment, services } = settings;
  if (kafka === undefined) return { ready: [...prometheus], accesses: new Map() };
  const inCluster = { parent, provider: cluster.provider };
  const strimzi =
    kafka.strimzi === undefined ? undefined : strimziChild(name, parent, settings, cluster);
  const topics =
    kafka.external?.manageTopics === true || kafka.msk?.manageTopics === true
      ? [
          new ExternalTopics(
            `${name}-topics`,
            { kafka, services, environment },
            { parent, ...released(settings) },
          ),
        ]
      : [];
  const consumers = scaledConsumers(settings);
  const base = strimzi === undefined ? topics : [strimzi];
  const scaler =
    consumers.length === 0
      ? undefined
      : new KafkaScalerAccess(
          `${name}-scaler-access`,
          { kafka, consumers, environment, caCertificate: strimzi?.caCertificate },
          // Services scale by what Prometheus records too, and wait for it here once instead of once each.
          { ...inCluster, dependsOn: [...keda, ...prometheus, ...base] },
        );
  // Waiting for one small component stands for waiting for Kafka: each edge to Kafka itself would be as many as it has
  // children, for every service.
  const ready = scaler === undefined ? [...prometheus, ...base] : [scaler];
  const accesses = new Map<string, [KafkaAccess]>();
  for (const service of strimzi === undefined ? [] : services) {
    if (strimzi === undefined || kafkaSecretName(settings, service) === undefined) continue;
    const { caCertificate, bootstrapServers } = strimzi;
    const access = new KafkaAccess(
      `${name}-kafka-access-${service.name}`,
      { kafka, service, caCertificate, bootstrapServers, environment },
      { ...inCluster, dependsOn: [...ready, ...keda] },
    );
    accesses.set(service.name, [access]);
  }
  return {
    ...(strimzi === undefined ? {} : { bootstrapServers: strimzi.bootstrapServers }),
    // KEDA looks for a TriggerAuthentication without a name too, and logs that there is none.
    ...(scaler === undefined || !needsScalerAuthentication(kafka)
      ? {}
      : { authenticationName: scaler.authenticationName }),
    ready,
    accesses,
  };
}

function strimziChild(
  name: string,
  parent: pulumi.ComponentResource,
  settings: Settings,
  cluster: PlatformCluster,
): KafkaCluster {
  const { kafka = { topics: [] }, keda, monitoring, environment } = settings;
  return new KafkaCluster(
    `${name}-kafka`,
    {
      kafka,
      environment,
      clientNamespaces: clientNamespaces(settings),
      kedaNamespace: (keda.operator ?? keda.existing)?.namespace ?? "keda",
      monitoringNamespace: prometheusServer(monitoring)?.namespace,
      storageClass: cluster.storageClass,
      ...kafkaPlace(settings),
    },
    { parent, provider: cluster.provider, dependsOn: cluster.ready, ...released(settings) },
  );
}

/** Who lets the cluster go in production lets the data of Kafka go with it, in one word. */
function released({ cluster, environment }: Settings): { protect?: false } {
  const lets = environment === "production" && cluster.eks?.deletionProtection === false;
  return lets ? { protect: false } : {};
}
