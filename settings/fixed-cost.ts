import { monthHours, type ListPrices } from "./facts/prices";
import type { PlatformSettings, VpcSettings } from "./generated/settings";

/** A part of the bill that is there whatever the traffic. */
export interface FixedCost {
  part: string;
  kind: "control plane" | "volumes" | "network";
  usdPerHour: number;
}

/** What a cluster of the platform's own costs before it has a node; nothing on an existing cluster. */
export function fixedCosts(settings: PlatformSettings<unknown>, prices: ListPrices): FixedCost[] {
  const { eks } = settings.cluster;
  if (eks === undefined) return [];
  const costs: FixedCost[] = [
    { part: "EKS control plane", kind: "control plane", usdPerHour: prices.controlPlanePerHour },
    {
      part: "Kafka volumes",
      kind: "volumes",
      usdPerHour: volumeUsdPerHour(kafkaGibibytes(settings), prices),
    },
    {
      part: "Prometheus volume",
      kind: "volumes",
      usdPerHour: volumeUsdPerHour(settings.monitoring.stack?.storageGiB ?? 0, prices),
    },
    ...(eks.network.vpc === undefined ? [] : networkCosts(eks.network.vpc, prices)),
  ];
  return costs.filter(({ usdPerHour }) => usdPerHour > 0);
}

/** Dollars of gp3 volumes an hour. */
export function volumeUsdPerHour(
  gibibytes: number,
  { volumeGibibyteMonth }: Pick<ListPrices, "volumeGibibyteMonth">,
): number {
  return (gibibytes * volumeGibibyteMonth) / monthHours;
}

function kafkaGibibytes({ kafka }: PlatformSettings<unknown>): number {
  if (kafka?.strimzi === undefined) return 0;
  const { brokers, controllers } = kafka.strimzi;
  return brokers.replicas * brokers.storageGiB + controllers.replicas * controllers.storageGiB;
}

function networkCosts(vpc: VpcSettings, prices: ListPrices): FixedCost[] {
  const zones = vpc.availabilityZones.length;
  const gateways = { None: 0, Single: 1, OnePerAz: zones }[vpc.natGateways];
  // S3 has a gateway endpoint, which costs nothing.
  const endpoints = vpc.interfaceEndpoints.filter((service) => service !== "s3").length * zones;
  return [
    {
      part: "NAT gateways",
      kind: "network",
      usdPerHour: gateways * (prices.natGatewayPerHour + prices.publicAddressPerHour),
    },
    {
      part: "interface endpoints",
      kind: "network",
      usdPerHour: endpoints * prices.interfaceEndpointPerHour,
    },
  ];
}
