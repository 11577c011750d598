import type { PrometheusTriggerSettings } from "../generated/settings";
import {
  dividesByPods,
  hidesMissingData,
  parseQuery,
  selectsPodsOf,
  sharedByNobody,
  yieldsSeveral,
  type PromQuery,
} from "../promql";
import type { Rule, RuleContext } from "../rule";
import { scalerOf, triggersOf, type PlacedTrigger } from "../triggers";
import { isInsideCluster } from "../host";

interface PlacedQuery extends PlacedTrigger {
  query: PromQuery;
  queryPath: string;
}

interface PlacedPrometheus extends PlacedTrigger {
  prometheus: Pick<PrometheusTriggerSettings, "query"> &
    Partial<Pick<PrometheusTriggerSettings, "serverAddress">>;
  prometheusPath: string;
}

/** Every prometheus trigger, also in KEDA's own form under `other`. */
function* prometheusTriggers(context: RuleContext): Generator<PlacedPrometheus> {
  for (const placed of triggersOf(context)) {
    const { prometheus, other } = placed.trigger;
    if (prometheus !== undefined)
      yield { ...placed, prometheus, prometheusPath: `${placed.triggerPath}.prometheus` };
    if (other?.type !== "prometheus") continue;
    const { serverAddress, query = "" } = other.metadata;
    const read = { query, ...(serverAddress === undefined ? {} : { serverAddress }) };
    yield { ...placed, prometheus: read, prometheusPath: `${placed.triggerPath}.other.metadata` };
  }
}

/** Queries that a person wrote and that can be read. */
function* queries(context: RuleContext): Generator<PlacedQuery> {
  for (const placed of prometheusTriggers(context)) {
    if (placed.givenTrigger === undefined) continue;
    const query = parseQuery(placed.prometheus.query);
    if (query !== undefined)
      yield { ...placed, query, queryPath: `${placed.prometheusPath}.query` };
  }
}

const isShared = ({ trigger }: PlacedTrigger): boolean => trigger.metricType !== "Value";

/** Metrics by PromQL. What only the query's looks tell is a warning. */
export const prometheusTriggerRules: readonly Rule[] = [
  {
    id: "prometheus/no-server",
    severity: "error",
    because:
      "KEDA cannot build the scaler without an address, which shows when the object is deployed",
    *check(context) {
      for (const { prometheus, prometheusPath } of prometheusTriggers(context)) {
        if (prometheus.serverAddress !== undefined) continue;
        yield {
          path: `${prometheusPath}.serverAddress`,
          expected: "the address of Prometheus, here or in monitoring",
          got: "nothing",
          fix: "add one of them",
        };
      }
    },
  },
  {
    id: "prometheus/unencrypted",
    severity: "error",
    because:
      "outside of the cluster, whoever sits in between reads the metrics and decides how many replicas run",
    *check(context) {
      const placed = [...prometheusTriggers(context)].map(
        ({ prometheus, prometheusPath, givenTrigger }): [string, string | undefined] => [
          `${prometheusPath}.serverAddress`,
          givenTrigger?.prometheus?.serverAddress === undefined && givenTrigger?.other === undefined
            ? undefined
            : prometheus.serverAddress,
        ],
      );
      const { prometheus } = context.settings.monitoring;
      placed.push(["monitoring.prometheus.serverAddress", prometheus?.serverAddress]);
      for (const [path, address] of placed) {
        if (address?.startsWith("http://") !== true || isInsideCluster(address)) continue;
        yield {
          path,
          expected: "https:// for an address outside the cluster",
          got: JSON.stringify(address),
          fix: "use https://, or an address that ends in .svc when it is inside",
        };
      }
    },
  },
  {
    id: "prometheus/invalid-query",
    severity: "error",
    because: "Prometheus refuses it, and KEDA says so when the object is deployed",
    *check(context) {
      for (const { prometheus, prometheusPath } of prometheusTriggers(context)) {
        if (parseQuery(prometheus.query) !== undefined) continue;
        yield {
          path: `${prometheusPath}.query`,
          expected: "PromQL",
          got: "a query that Prometheus' grammar does not have",
          fix: "try it in Prometheus first",
        };
      }
    },
  },
  {
    id: "prometheus/several-elements",
    severity: "warning",
    because:
      'KEDA fails with "returned multiple elements" as soon as there are two series, which is right after the first new replica (prometheus_scaler.go)',
    *check(context) {
      for (const { query, queryPath } of queries(context)) {
        if (!yieldsSeveral(query)) continue;
        yield {
          path: queryPath,
          expected: "one number: an aggregation outside, without by (…)",
          got: "what may be several series",
          fix: "put sum(…) around it",
        };
      }
    },
  },
  {
    id: "prometheus/divided-twice",
    severity: "warning",
    because:
      "with AverageValue the HPA divides by the replicas itself; dividing before asks for far too few",
    *check(context) {
      for (const placed of queries(context)) {
        if (!isShared(placed) || !dividesByPods(placed.query)) continue;
        yield {
          path: placed.queryPath,
          expected: "the total, which AverageValue shares among replicas",
          got: "a total over a number of pods",
          fix: "remove the division, or write metricType: Value",
        };
      }
    },
  },
  {
    id: "prometheus/ratio-as-average",
    severity: "warning",
    because:
      "with AverageValue the HPA asks for ceil(metric / threshold) replicas, so that a ratio or a latency stops at one or two at any load",
    *check(context) {
      for (const placed of queries(context)) {
        const kind = sharedByNobody(placed.query);
        if (!isShared(placed) || kind === undefined || dividesByPods(placed.query)) continue;
        yield {
          path: `${placed.triggerPath}.metricType`,
          expected: `Value, because the query looks like ${kind}`,
          got: placed.trigger.metricType ?? "nothing, which is AverageValue",
          fix: "write metricType: Value, or query a total that replicas share",
        };
      }
    },
  },
  {
    id: "prometheus/hides-failure",
    severity: "warning",
    because: "a missing metric reads as 0, so that the fallback never starts and replicas go down",
    *check(context) {
      for (const { query, queryPath, service } of queries(context)) {
        if (service.scaling.fallback === undefined || !hidesMissingData(query)) continue;
        yield {
          path: queryPath,
          expected: "no `or vector(0)` beside a fallback",
          got: "a query that cannot fail",
          fix: "remove `or vector(0)` and write ignoreNullValues: false",
        };
      }
    },
  },
  {
    id: "prometheus/asks-the-sleeping",
    severity: "warning",
    because: "at zero replicas nobody emits the metric, so that nothing ever starts the service",
    *check(context) {
      for (const { query, queryPath, service, goesToZero } of queries(context)) {
        const others = service.scaling.triggers.some(
          (trigger) => !["prometheus", "cpu", "memory", "cron"].includes(scalerOf(trigger)),
        );
        const matcher = selectsPodsOf(query, service.name);
        if (!goesToZero || others || matcher === undefined) continue;
        yield {
          path: queryPath,
          expected: "a metric of what sends the work, such as a queue or an ingress",
          got: `what the service's own pods emit: ${matcher}`,
          fix: "measure in front of the service, or write minReplicaCount: 1",
        };
      }
    },
  },
];
