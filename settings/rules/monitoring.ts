import { filledGiB, filledShare, seriesOf } from "../metric-series";
import type { Rule } from "../rule";

/** The Prometheus that the platform installs, and whether there should be one. */
export const monitoringRules: readonly Rule[] = [
  {
    id: "monitoring/counts-no-arrivals",
    severity: "warning",
    because:
      "arrivals are counted by the exporter of Strimzi: without it, Prometheus watches KEDA and the autoscaler, and no service scales by arrival rate",
    *check({ settings: { monitoring, kafka } }) {
      if (monitoring.stack === undefined || kafka?.strimzi !== undefined) return;
      yield {
        path: "monitoring.stack",
        expected: "kafka.strimzi beside it",
        got: kafka === undefined ? "no Kafka" : "a Kafka that is not the platform's",
        fix: "remove it, or name in monitoring.prometheus a server that scrapes your own Kafka exporter",
      };
    },
  },
  {
    id: "monitoring/short-storage",
    severity: "warning",
    because: "a full volume makes Prometheus drop its oldest metrics before retentionDays are over",
    *check({ settings }) {
      const { stack } = settings.monitoring;
      if (stack === undefined) return;
      const series = seriesOf(settings);
      const least = Math.ceil(filledGiB(series, stack.retentionDays) / filledShare);
      if (stack.storageGiB >= least) return;
      yield {
        path: "monitoring.stack.storageGiB",
        expected: `at least ${least} for ${stack.retentionDays} days of about ${series} series`,
        got: String(stack.storageGiB),
        fix: "raise it, remove it to have it derived, or lower retentionDays",
      };
    },
  },
  {
    id: "monitoring/namespace-of-others",
    severity: "error",
    because:
      "each part makes its own namespace with its own policies; two parts would claim one object",
    *check({ settings: { monitoring, keda, kafka, services } }) {
      const { namespace } = monitoring.stack ?? {};
      if (namespace === undefined) return;
      const owner = {
        "kube-system": "Kubernetes",
        "kube-public": "Kubernetes",
        "kube-node-lease": "Kubernetes",
        [(keda.operator ?? keda.existing)?.namespace ?? "keda"]: "KEDA",
        ...(kafka?.strimzi === undefined ? {} : { [kafka.strimzi.namespace]: "Kafka" }),
      }[namespace];
      // A service in it has a finding of its own.
      if (owner === undefined || services.some((service) => service.namespace === namespace))
        return;
      yield {
        path: "monitoring.stack.namespace",
        expected: "a namespace of its own",
        got: `${JSON.stringify(namespace)}, which belongs to ${owner}`,
        fix: "remove it, or choose another",
      };
    },
  },
  {
    id: "production/no-arrival-rates",
    severity: "warning",
    because:
      "by lag alone, a consumer that starts slowly is scaled too late and then too far, which can cost more than running at the peak all the time",
    *check({ settings: { environment, monitoring, kafka, services } }) {
      const { prometheus, stack } = monitoring;
      if (environment !== "production" || kafka?.strimzi === undefined) return;
      if (prometheus !== undefined || stack !== undefined) return;
      if (!services.some(({ consumes }) => consumes !== undefined)) return;
      yield {
        path: "monitoring",
        expected: "stack or prometheus in production",
        got: "none",
        fix: "write `stack: {}`, or name your own server in prometheus.serverAddress",
      };
    },
  },
];
