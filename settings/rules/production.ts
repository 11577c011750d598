import type { Rule } from "../rule";

/** What is fine for trying out and wrong where people depend on it. */
export const productionRules: readonly Rule[] = [
  {
    id: "production/one-keda",
    severity: "warning",
    because: "while the only KEDA restarts, nothing scales, and drains of its node wait: check 74",
    *check({ settings, written }) {
      if (settings.environment !== "production" || written.keda?.operator?.replicas !== 1) return;
      yield {
        path: "keda.operator.replicas",
        expected: "at least 2 in production",
        got: "1",
        fix: "remove it",
      };
    },
  },
  {
    id: "production/kafka-claims-deleted",
    severity: "warning",
    because:
      "destroying the stack, or removing Kafka from it, then deletes every message: check 61, F-46",
    *check({ settings }) {
      if (settings.environment !== "production" || settings.kafka?.strimzi?.deleteClaim !== true)
        return;
      yield {
        path: "kafka.strimzi.deleteClaim",
        expected: "false in production",
        got: "true",
        fix: "remove it",
      };
    },
  },
  {
    id: "production/unencrypted-kafka",
    severity: "error",
    because: "conversations would cross the network in clear text",
    *check({ settings }) {
      if (settings.environment !== "production" || settings.kafka?.external?.tls !== false) return;
      yield {
        path: "kafka.external.tls",
        expected: "true in production",
        got: "false",
        fix: "remove it",
      };
    },
  },
  {
    id: "kafka/password-in-clear",
    severity: "warning",
    because: "SASL without TLS sends what proves the identity over a network that others may read",
    *check({ settings }) {
      const external = settings.kafka?.external;
      if (
        settings.environment === "production" ||
        external === undefined ||
        external.tls ||
        external.sasl === "none"
      )
        return;
      yield {
        path: "kafka.external.tls",
        expected: `true with sasl ${external.sasl}`,
        got: "false",
        fix: "remove it",
      };
    },
  },
  {
    id: "production/anonymous-kafka",
    severity: "warning",
    because: "whoever reaches the brokers reads every conversation",
    *check({ settings }) {
      if (settings.environment !== "production" || settings.kafka?.external?.sasl !== "none")
        return;
      yield {
        path: "kafka.external.sasl",
        expected: "a mechanism in production",
        got: "none",
        fix: "write scram_sha512",
      };
    },
  },
  {
    id: "production/egress-to-everywhere",
    severity: "warning",
    because:
      "a service that is taken over sends the conversations wherever it likes: CIS EKS 4.3.2",
    *check({ settings }) {
      if (settings.environment !== "production") return;
      for (const [i, { egress }] of settings.services.entries()) {
        for (const [j, { cidr }] of egress.entries()) {
          if (!/\/[0-4]$/.test(cidr)) continue;
          yield {
            path: `services[${i}].egress[${j}].cidr`,
            expected: "the addresses that the service talks to",
            got: JSON.stringify(cidr),
            fix: "list them, or route through an egress proxy and name that",
          };
        }
      }
    },
  },
  {
    id: "service/load-balancer-for-everybody",
    severity: "warning",
    because: "a load balancer without source ranges is open to the whole internet",
    *check({ settings: { services } }) {
      for (const [i, { exposure, loadBalancerSourceRanges }] of services.entries()) {
        if (exposure !== "loadBalancer" || loadBalancerSourceRanges.length > 0) continue;
        yield {
          path: `services[${i}].loadBalancerSourceRanges`,
          expected: "who may reach it",
          got: "an empty list",
          fix: 'list the ranges; write "0.0.0.0/0" to mean everybody',
        };
      }
    },
  },
  {
    id: "service/unused-source-ranges",
    severity: "warning",
    because: "source ranges are for exposure: loadBalancer and have no effect otherwise",
    *check({ settings: { services } }) {
      for (const [i, { exposure, loadBalancerSourceRanges }] of services.entries()) {
        if (exposure === "loadBalancer" || loadBalancerSourceRanges.length === 0) continue;
        yield {
          path: `services[${i}].loadBalancerSourceRanges`,
          expected: `none with exposure ${exposure}`,
          got: `a list of ${loadBalancerSourceRanges.length}`,
          fix: "remove them, or write exposure: loadBalancer",
        };
      }
    },
  },
  {
    id: "production/without-tls",
    severity: "warning",
    because: "an Ingress without a certificate carries conversations in clear text",
    *check({ settings }) {
      if (settings.environment !== "production") return;
      for (const [i, { exposure, ingress }] of settings.services.entries()) {
        if (exposure !== "ingress" || ingress === undefined || ingress.tlsSecret !== undefined)
          continue;
        // The AWS controller finds certificates in ACM by an annotation or by the host.
        if (ingress.className === "alb") continue;
        yield {
          path: `services[${i}].ingress.tlsSecret`,
          expected: "a certificate in production",
          got: "nothing",
          fix: "name the Secret that holds it",
        };
      }
    },
  },
];
