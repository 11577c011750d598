import { at, gvk, listAt, textAt, type LintRule } from "./manifest";

export function isScaledObject(object: unknown): boolean {
  return /^keda\.sh\/v1alpha1\/ScaledObject$/.test(gvk(object));
}

/** What KEDA assumes where a ScaledObject says nothing; the door would derive better values. */
export const kedaDefaults = { minReplicaCount: 0, maxReplicaCount: 100 };

function goesToZero(object: unknown): boolean {
  const { minReplicaCount } = kedaDefaults;
  const fewest = at(object, "spec.minReplicaCount") ?? minReplicaCount;
  return fewest === 0 || at(object, "spec.idleReplicaCount") !== undefined;
}

interface KafkaTrigger {
  path: string;
  metadata: unknown;
  trigger: unknown;
}

function kafkaTriggers(object: unknown): KafkaTrigger[] {
  return listAt(object, "spec.triggers").flatMap((trigger, i) =>
    textAt(trigger, "type") === "kafka"
      ? [{ path: `spec.triggers[${i}]`, metadata: at(trigger, "metadata"), trigger }]
      : [],
  );
}

/** What the platform derives and a hand-written ScaledObject must say itself. */
export const scaledObjectRules: readonly LintRule[] = [
  {
    id: "scaled-object/idle-consumers-lift-the-cap",
    severity: "error",
    because:
      "allowIdleConsumers removes KEDA's cap at the number of partitions (keda.sh, Apache Kafka scaler)",
    *check(object) {
      for (const { path, metadata } of kafkaTriggers(object)) {
        if (String(at(metadata, "allowIdleConsumers")) !== "true") continue;
        const most = String(at(object, "spec.maxReplicaCount") ?? kedaDefaults.maxReplicaCount);
        yield {
          path: `${path}.metadata.allowIdleConsumers`,
          expected: `"false" with maxReplicaCount ${most}`,
          got: '"true"',
          fix: "remove it and keep maxReplicaCount at the number of partitions: replicas beyond them consume nothing",
        };
      }
    },
  },
  {
    id: "scaled-object/plaintext-broker",
    severity: "warning",
    because: "without TLS and SASL every pod that reaches the broker can read every message",
    *check(object) {
      for (const { path, metadata, trigger } of kafkaTriggers(object)) {
        const open =
          textAt(metadata, "tls") !== "enable" && at(trigger, "authenticationRef") === undefined;
        if (!open) continue;
        yield {
          path: `${path}.authenticationRef`,
          expected: "a TriggerAuthentication, and tls: enable",
          got: `none, with brokers ${textAt(metadata, "bootstrapServers")}`,
          fix: "use the TLS listener with a Describe-only user for KEDA",
        };
      }
    },
  },
  {
    id: "scaled-object/no-offset-reset-policy",
    severity: "warning",
    because:
      "KEDA assumes latest; when the application uses earliest, lag before the first commit is misread",
    *check(object) {
      for (const { path, metadata } of kafkaTriggers(object)) {
        if (at(metadata, "offsetResetPolicy") !== undefined) continue;
        yield {
          path: `${path}.metadata.offsetResetPolicy`,
          expected: "the application's auto.offset.reset",
          got: "nothing, which KEDA reads as latest",
          fix: "state the same policy on both sides",
        };
      }
    },
  },
  {
    id: "scaled-object/default-lag-threshold",
    severity: "warning",
    because:
      "by Little's law each message waits lagThreshold / messages a second: 10 may be a second or ten minutes",
    *check(object) {
      for (const { path, metadata } of kafkaTriggers(object)) {
        const threshold = at(metadata, "lagThreshold");
        if (threshold !== undefined && String(threshold) !== "10") continue;
        yield {
          path: `${path}.metadata.lagThreshold`,
          expected: "messages a second of one replica x seconds that may pass",
          got: threshold === undefined ? "nothing, which KEDA reads as 10" : "10, KEDA's default",
          fix: "derive it from what one replica can do",
        };
      }
    },
  },
  {
    id: "scaled-object/hard-coded-cluster-domain",
    severity: "warning",
    because:
      "the cluster's DNS domain is a setting of the cluster; names up to .svc resolve everywhere",
    *check(object) {
      for (const { path, metadata } of kafkaTriggers(object)) {
        const servers = textAt(metadata, "bootstrapServers");
        if (!/\.svc\.[a-z0-9.-]+:/.test(servers)) continue;
        yield {
          path: `${path}.metadata.bootstrapServers`,
          expected: "a name that ends in .svc",
          got: JSON.stringify(servers),
          fix: "derive it from the Kafka resource: <cluster>-kafka-bootstrap.<namespace>.svc",
        };
      }
    },
  },
  {
    id: "scaled-object/no-fallback",
    severity: "warning",
    because:
      "without a fallback a broker outage freezes the number of replicas where it happens to be",
    *check(object) {
      const external = listAt(object, "spec.triggers").some(
        (trigger) => !["cpu", "memory", "cron"].includes(textAt(trigger, "type")),
      );
      if (!external || at(object, "spec.fallback") !== undefined) return;
      // What sleeps would be started by every outage.
      if (goesToZero(object)) return;
      yield {
        path: "spec.fallback",
        expected: "a floor for the time when the metric cannot be read",
        got: "nothing",
        fix: "add {failureThreshold: 0, replicas: N, behavior: currentReplicasIfHigher}",
      };
    },
  },
  {
    id: "scaled-object/no-behavior",
    severity: "warning",
    because:
      "without a behavior the HPA goes on climbing to recommendations of the last 300 s after the lag has gone",
    *check(object) {
      if (at(object, "spec.advanced.horizontalPodAutoscalerConfig.behavior") !== undefined) return;
      yield {
        path: "spec.advanced.horizontalPodAutoscalerConfig.behavior",
        expected: "policies for the way up and down",
        got: "nothing: down is up to 100 percent at once",
        fix: "state scaleUp and scaleDown, and give pods a grace period for what they have begun",
      };
    },
  },
  {
    id: "scaled-object/implicit-api-version",
    severity: "warning",
    because: "kind alone relies on KEDA's default apps/v1",
    *check(object) {
      const target = at(object, "spec.scaleTargetRef");
      if (at(target, "kind") === undefined || at(target, "apiVersion") !== undefined) return;
      yield {
        path: "spec.scaleTargetRef.apiVersion",
        expected: "apps/v1 beside the kind",
        got: "nothing",
        fix: "state both or neither",
      };
    },
  },
  {
    id: "scaled-object/cpu-without-metric-type",
    severity: "error",
    because:
      "since 2.18 KEDA's cpu and memory scalers read metricType of the trigger, no longer metadata.type",
    *check(object) {
      for (const [i, trigger] of listAt(object, "spec.triggers").entries()) {
        if (!["cpu", "memory"].includes(textAt(trigger, "type"))) continue;
        if (at(trigger, "metricType") !== undefined) continue;
        yield {
          path: `spec.triggers[${i}].metricType`,
          expected: "Utilization or AverageValue",
          got: "nothing",
          fix: "write it beside type, and remove type from the metadata",
        };
      }
    },
  },
  {
    id: "scaled-object/idle-without-min",
    severity: "error",
    because:
      "KEDA takes 0 for a minimum that nobody states, and refuses an idleReplicaCount that is not below it",
    *check(object) {
      if (at(object, "spec.idleReplicaCount") === undefined) return;
      if (at(object, "spec.minReplicaCount") !== undefined) return;
      yield {
        path: "spec.minReplicaCount",
        expected: "a value above idleReplicaCount",
        got: "nothing",
        fix: "state it, or remove idleReplicaCount",
      };
    },
  },
];
