import type { KafkaSettings } from "../generated/settings";
import { kafkaTriggersOf } from "../kafka-triggers";
import type { Rule } from "../rule";

/** How KEDA must reach the platform's Kafka. */
function security({ strimzi, external }: KafkaSettings<unknown>): { tls: string; sasl: string } {
  if (strimzi !== undefined) return { tls: "enable", sasl: "scram_sha512" };
  if (external !== undefined)
    return { tls: external.tls ? "enable" : "disable", sasl: external.sasl };
  return { tls: "enable", sasl: "oauthbearer" };
}

/** Whether an address is that of the platform's own brokers. */
function isOwn({ strimzi }: Partial<KafkaSettings<unknown>>, servers: unknown): servers is string {
  if (strimzi === undefined || typeof servers !== "string") return false;
  return servers.startsWith(`${strimzi.clusterName}-kafka-bootstrap.${strimzi.namespace}.svc`);
}

/** How triggers reach brokers. */
export const kafkaSecurityRules: readonly Rule[] = [
  {
    id: "kafka-trigger/another-security",
    severity: "error",
    because: "the platform's brokers only take clients that speak as its own Kafka is set up",
    *check(context) {
      const { kafka: platform } = context.settings;
      if (platform === undefined) return;
      const wanted = security(platform);
      for (const { kafka, kafkaPath } of kafkaTriggersOf(context)) {
        if (kafka.bootstrapServers !== undefined) continue;
        for (const key of ["tls", "sasl"] as const) {
          const got = kafka[key];
          if (got === undefined || got === wanted[key]) continue;
          yield {
            path: `${kafkaPath}.${key}`,
            expected: `${wanted[key]}, as the platform's Kafka`,
            got,
            fix: "remove it",
          };
        }
      }
    },
  },
  {
    id: "kafka-trigger/own-brokers-in-clear",
    severity: "error",
    because:
      "the platform's Kafka has one listener for clients, 9093 with TLS and SCRAM; by its own address a trigger gets no credentials",
    *check(context) {
      for (const { kafka, kafkaPath, trigger } of kafkaTriggersOf(context)) {
        const servers = kafka.bootstrapServers;
        if (!isOwn(context.settings.kafka ?? {}, servers)) continue;
        if (kafka.tls === "enable" && trigger.authenticationRef !== undefined) continue;
        yield {
          path: `${kafkaPath}.bootstrapServers`,
          expected: "nothing, so that the trigger reads the platform's Kafka with its credentials",
          got: JSON.stringify(servers),
          fix: "remove it",
        };
      }
    },
  },
  {
    id: "kafka-trigger/plaintext",
    severity: "warning",
    because: "without TLS and SASL every pod that reaches the brokers can read every message",
    *check(context) {
      for (const { kafka, kafkaPath, trigger } of kafkaTriggersOf(context)) {
        if (kafka.bootstrapServers === undefined || trigger.authenticationRef !== undefined)
          continue;
        if (kafka.tls === "enable" || (kafka.sasl ?? "none") !== "none") continue;
        // That is an error of its own.
        if (isOwn(context.settings.kafka ?? {}, kafka.bootstrapServers)) continue;
        yield {
          path: `${kafkaPath}.bootstrapServers`,
          expected: "tls: enable, sasl and an authenticationRef",
          got: "brokers without encryption and authentication",
          fix: "use the brokers' TLS listener with a user for KEDA that may only Describe",
        };
      }
    },
  },
  {
    id: "kafka-trigger/no-credentials",
    severity: "error",
    because: "KEDA takes user, password and tokens from a TriggerAuthentication only",
    *check(context) {
      for (const { kafka, kafkaPath, trigger } of kafkaTriggersOf(context)) {
        const own = kafka.bootstrapServers !== undefined;
        if (!own || (kafka.sasl ?? "none") === "none" || trigger.authenticationRef !== undefined)
          continue;
        yield {
          path: `${kafkaPath}.sasl`,
          expected: `an authenticationRef beside sasl ${kafka.sasl ?? ""}`,
          got: "none",
          fix: "name a TriggerAuthentication with the credentials in authenticationRef",
        };
      }
    },
  },
  {
    id: "kafka-trigger/tokens",
    severity: "error",
    because: "KEDA refuses MSK IAM without TLS or region, and a token provider without oauthbearer",
    *check(context) {
      for (const { kafka, kafkaPath } of kafkaTriggersOf(context)) {
        if (kafka.saslTokenProvider === undefined) continue;
        const platform = kafka.bootstrapServers === undefined ? context.settings.kafka : undefined;
        const wanted = platform === undefined ? undefined : security(platform);
        const sasl = kafka.sasl ?? wanted?.sasl;
        const tls = kafka.tls ?? wanted?.tls;
        const msk = kafka.saslTokenProvider === "aws_msk_iam";
        const missing = [
          ...(sasl === "oauthbearer" ? [] : ["sasl: oauthbearer"]),
          ...(msk && tls !== "enable" ? ["tls: enable"] : []),
          ...(msk && kafka.awsRegion === undefined && platform?.msk === undefined
            ? ["awsRegion"]
            : []),
        ];
        if (missing.length === 0) continue;
        yield {
          path: `${kafkaPath}.saslTokenProvider`,
          expected: `${missing.join(" and ")} beside ${kafka.saslTokenProvider}`,
          got: "none",
          fix: "add what is missing, or remove saslTokenProvider",
        };
      }
    },
  },
];
