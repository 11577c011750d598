import assert from "node:assert/strict";
import { podMonitors, type ScrapeTargets } from "../../../components/monitoring/pod-monitors";
import { prometheusRuleManifest } from "../../../components/monitoring/prometheus-rule";
import { versions } from "../../../components/versions";
import { arrivalRecord, recordedArrivalRate } from "../../../settings/arrival-record";
import { settlePart } from "../../../settings/parts";
import { parseQuery, yieldsSeveral } from "../../../settings/promql";
import { crdErrors } from "../../support/crds";
import { needSharedData } from "../../support/shared-data";
import { strimziKafka } from "../../support/service";

interface Rule {
  record?: string;
  alert?: string;
  expr: string;
  for?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

const { kafka } = settlePart<string>({ kafka: strimziKafka }, versions);
const everything: ScrapeTargets = {
  strimzi: kafka!.strimzi!,
  kedaNamespace: "keda",
  clusterAutoscaler: true,
};
const manifest = prometheusRuleManifest("monitoring", everything);
const rules = manifest.spec.groups.flatMap((group): Rule[] => group.rules);
const alerts = rules.filter(({ alert }) => alert !== undefined);
const monitors = Object.values(podMonitors("monitoring", everything));

/** Names of metrics in an expression: words with an underscore, outside of text and of labels. */
function metricsOf(expr: string): string[] {
  const bare = expr.replace(/"[^"]*"|\{[^}]*\}|(by|on|offset) *\([^)]*\)/g, "");
  const operations = /_over_time$/;
  return (bare.match(/[a-z]+_[a-z_]+/g) ?? []).filter((word) => !operations.test(word));
}

describe("prometheusRuleManifest()", () => {
  it("is what the CRD takes, with everything and with nothing to scrape", function () {
    needSharedData(this, "crds", "prometheus-operator");
    const nothing = prometheusRuleManifest("monitoring", { clusterAutoscaler: false });
    assert.deepEqual([manifest, nothing].flatMap(crdErrors), []);
  });

  it("records arrivals of each topic more often than they are scraped", () => {
    const [arrivals] = manifest.spec.groups;
    assert.deepEqual(arrivals, {
      name: "arrivals",
      interval: "5s",
      rules: [
        {
          record: "topic:kafka_topic_partition_current_offset:rate1m",
          expr: "sum by (topic) (rate(kafka_topic_partition_current_offset[1m]))",
        },
      ],
    });
  });

  it("writes expressions that Prometheus can read", () => {
    for (const { expr } of rules) assert.ok(parseQuery(expr) !== undefined, expr);
  });

  it("judges only by metrics that are kept", () => {
    const kept = monitors.map(
      ({ spec }) =>
        new RegExp(`^(${spec.podMetricsEndpoints[0]?.metricRelabelings[0]?.regex ?? ""})$`),
    );
    // What kube-state-metrics has comes whole.
    const isKept = (name: string): boolean =>
      name.startsWith("kube_") || kept.some((pattern) => pattern.test(name));
    const used = rules.flatMap(({ expr }) => metricsOf(expr));
    assert.ok(used.length >= rules.length - 3);
    assert.deepEqual(
      used.filter((name) => !isKept(name)),
      [],
    );
  });

  it("misses only pods that are scraped, by the name that their label gives them", () => {
    const jobs = monitors.map(({ spec }) => spec.selector.matchLabels[spec.jobLabel]);
    const missed = alerts.flatMap(({ expr }) => /up\{job="([^"]+)"\}/.exec(expr)?.[1] ?? []);
    assert.deepEqual(missed.sort(), [
      "cluster-autoscaler",
      "kafka-cluster-kafka-exporter",
      "keda-operator-metrics-apiserver",
    ]);
    for (const job of missed) assert.ok(jobs.includes(job), job);
  });

  it("says of every alert how bad it is, what is wrong and what to do", () => {
    const names = alerts.map(({ alert }) => alert);
    assert.deepEqual([...new Set(names)], names);
    for (const { alert, labels, annotations, for: held } of alerts) {
      assert.match(String(labels?.["severity"]), /^(warning|critical)$/, alert);
      assert.match(String(held), /^\d+[mh]$/, alert);
      assert.ok((annotations?.["summary"] ?? "").length > 20, alert);
      assert.ok((annotations?.["description"] ?? "").length > 60, alert);
    }
  });

  const parts: [string, ScrapeTargets, string[]][] = [
    ["scaling alone", { clusterAutoscaler: false }, ["autoscaling"]],
    [
      "Kafka",
      { strimzi: everything.strimzi, clusterAutoscaler: false },
      ["arrivals", "autoscaling"],
    ],
  ];
  for (const [title, targets, groups] of parts) {
    it(`judges ${title} without what is not scraped`, () => {
      const { spec } = prometheusRuleManifest("monitoring", targets);
      assert.deepEqual(
        spec.groups.map(({ name }) => name),
        groups,
      );
      const text = JSON.stringify(spec);
      assert.ok(!/keda_scaler|cluster_autoscaler_/.test(text));
      assert.equal(/kafka_/.test(text), targets.strimzi !== undefined);
    });
  }
});

describe("podMonitors()", () => {
  it("are what the CRD takes", function () {
    needSharedData(this, "crds", "prometheus-operator");
    assert.deepEqual(monitors.flatMap(crdErrors), []);
  });

  it("find pods by name or number of a port that these have", () =>
    assert.deepEqual(
      monitors.map(({ metadata: { name }, spec: { namespaceSelector, podMetricsEndpoints } }) => {
        const [endpoint] = podMetricsEndpoints;
        assert.ok(endpoint !== undefined);
        const at = "port" in endpoint ? endpoint.port : endpoint.portNumber;
        return [name, ...namespaceSelector.matchNames, at];
      }),
      [
        ["kafka-exporter", "kafka", "tcp-prometheus"],
        ["keda-operator", "keda", "metrics"],
        ["keda-operator-metrics-apiserver", "keda", "metrics"],
        ["cluster-autoscaler", "kube-system", 8085],
      ],
    ));

  it("leave Kafka's own topics out", () => {
    const [exporter] = monitors;
    assert.deepEqual(exporter?.spec.podMetricsEndpoints[0]?.metricRelabelings[1], {
      sourceLabels: ["topic"],
      regex: "__.+",
      action: "drop",
    });
  });
});

describe("recordedArrivalRate()", () => {
  it("asks for the recorded series of one topic, whatever its name, and yields one number", () => {
    const query = recordedArrivalRate('odd"topic');
    assert.equal(query, `sum(${arrivalRecord}{topic="odd\\"topic"})`);
    const parsed = parseQuery(query);
    assert.ok(parsed !== undefined);
    assert.equal(yieldsSeveral(parsed), false);
  });
});
