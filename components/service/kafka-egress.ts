import type { KafkaSettings } from "../../settings/generated/settings";
import { clientPort } from "../kafka/names";
import { inNamespace, tcp, type Rule } from "./network-rule";

/** Port of MSK's brokers for IAM authentication. https://docs.aws.amazon.com/msk/latest/developerguide/port-info.html */
const mskPort = 9098;

/**
 * The way out to Kafka. The ports of an external Kafka are those of its bootstrap servers; where these are only known
 * while deploying, every TCP port of its address ranges.
 */
export function kafkaEgress(
  { strimzi, external, msk }: KafkaSettings<unknown>,
  bootstrapServers: unknown,
): Rule[] {
  const blocks = (cidrs: readonly string[]) => cidrs.map((cidr) => ({ ipBlock: { cidr } }));
  if (strimzi !== undefined) {
    const brokers = inNamespace(strimzi.namespace, { "strimzi.io/cluster": strimzi.clusterName });
    return [{ to: [brokers], ports: [tcp(clientPort)] }];
  }
  if (msk !== undefined) return [{ to: blocks(msk.cidrs), ports: [tcp(mskPort)] }];
  if (external === undefined) return [];
  const ports = brokerPorts(bootstrapServers);
  return [
    {
      to: blocks(external.cidrs),
      ports: ports.length === 0 ? [{ protocol: "TCP" }] : ports.map(tcp),
    },
  ];
}

function brokerPorts(bootstrapServers: unknown): number[] {
  if (typeof bootstrapServers !== "string") return [];
  const ports = bootstrapServers.split(",").map((server) => Number(server.split(":").at(-1)));
  return [...new Set(ports)].sort((a, b) => a - b);
}
