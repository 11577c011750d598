import assert from "node:assert/strict";
import { completeBehavior } from "../../../forecast/hpa/behavior";
import { noPauses } from "../../../forecast/keda/executor";
import { readKafkaTrigger } from "../../../forecast/keda/kafka-trigger";
import { Remarks } from "../../../forecast/inputs/remarks";
import { readScaledObject } from "../../../forecast/inputs/scaled-object";
import type { ScalerSpec } from "../../../forecast/world/spec";

const kafka = { bootstrapServers: "kafka:9092", consumerGroup: "chat", topic: "ai.chatbot" };
const lag = { type: "kafka", metadata: kafka };

function read(spec: object, annotations: object = {}, topic?: string) {
  const remarks = new Remarks();
  const manifest = { metadata: { name: "chat", annotations }, spec };
  const surroundings = { topic, cpuMilli: 500, scrapeSeconds: 15 };
  const scaler = readScaledObject(manifest, surroundings, remarks);
  const { assumptions, faults } = remarks;
  return { scaler, assumptions, faults };
}

/** What is read of triggers, and what is said about them. */
function triggers(...list: object[]) {
  const { scaler, assumptions, faults } = read({ triggers: list }, {}, "ai.chatbot");
  return { triggers: scaler.triggers, assumptions, faults };
}

const nothing = { triggers: [], assumptions: [], faults: [] };

describe("a ScaledObject", () => {
  const lagTrigger = {
    name: undefined,
    type: "kafka",
    trigger: readKafkaTrigger(kafka),
    metricType: "AverageValue",
    useCachedMetrics: false,
  };

  it("gets KEDA's defaults where it says nothing", () => {
    const expected = {
      minReplicaCount: 0,
      maxReplicaCount: 100,
      idleReplicaCount: undefined,
      pollingInterval: 30,
      cooldownPeriod: 300,
      initialCooldownPeriod: 0,
      fallback: undefined,
      behavior: undefined,
      modifiers: undefined,
      pauses: noPauses,
      pausedReplicas: undefined,
      triggers: [lagTrigger],
    };
    assert.deepEqual(read({ triggers: [lag] }), { scaler: expected, assumptions: [], faults: [] });
  });

  it("says everything itself", () => {
    const { scaler } = read({
      minReplicaCount: 2,
      maxReplicaCount: 8,
      idleReplicaCount: 0,
      pollingInterval: 5,
      cooldownPeriod: 60,
      initialCooldownPeriod: 20,
      fallback: { failureThreshold: 0, replicas: 3, behavior: "currentReplicasIfHigher" },
      triggers: [],
    });
    const expected: Partial<ScalerSpec> = {
      minReplicaCount: 2,
      maxReplicaCount: 8,
      idleReplicaCount: 0,
      pollingInterval: 5,
      cooldownPeriod: 60,
      initialCooldownPeriod: 20,
      fallback: { failureThreshold: 0, replicas: 3, behavior: "currentReplicasIfHigher" },
    };
    assert.deepEqual({ ...scaler, ...expected }, scaler);
  });

  it("falls back to a fixed number when it does not say how", () => {
    const { scaler } = read({ fallback: { failureThreshold: 3, replicas: 6 }, triggers: [] });
    assert.deepEqual(scaler.fallback, { failureThreshold: 3, replicas: 6, behavior: "static" });
  });

  const advanced = (behavior: unknown) => ({
    triggers: [],
    advanced: { horizontalPodAutoscalerConfig: { behavior } },
  });

  it("has the HorizontalPodAutoscaler's own defaults in an empty behavior", () => {
    assert.deepEqual(read(advanced({})).scaler.behavior, completeBehavior({}));
  });

  it("keeps what its behavior says", () => {
    const policies = [{ type: "Pods" as const, value: 3, periodSeconds: 30 }];
    const behavior = {
      scaleUp: { policies, selectPolicy: "Min" as const, tolerance: "50m" },
      scaleDown: { stabilizationWindowSeconds: 0 },
    };
    assert.deepEqual(read(advanced(behavior)).scaler.behavior, completeBehavior(behavior));
    assert.equal(read(advanced(behavior)).scaler.behavior?.scaleUp.tolerance, 0.05);
  });

  it("can be paused in every way, by whatever is not false", () => {
    const key = (name: string) => `autoscaling.keda.sh/${name}`;
    const pauses = (annotations: object) => {
      const { pauses, pausedReplicas } = read({ triggers: [] }, annotations).scaler;
      return [pauses, pausedReplicas];
    };
    assert.deepEqual(pauses({ [key("paused")]: "yes" }), [
      { ...noPauses, paused: true },
      undefined,
    ]);
    assert.deepEqual(pauses({ [key("paused")]: "False" }), [noPauses, undefined]);
    assert.deepEqual(pauses({ [key("paused-replicas")]: "4" }), [{ ...noPauses, paused: true }, 4]);
    assert.deepEqual(
      pauses({
        [key("paused-scale-in")]: "true",
        [key("paused-scale-out")]: "1",
        [key("force-activation")]: "",
        "example.com/paused": "true",
      }),
      [{ paused: false, scaleIn: true, scaleOut: true, forceActivation: true }, undefined],
    );
  });

  it("may combine its triggers by a formula", () => {
    const scalingModifiers = {
      formula: "max(lag, 3 * rate)",
      target: "10",
      activationTarget: "2",
      metricType: "Value",
    };
    const { modifiers } = read({ triggers: [], advanced: { scalingModifiers } }).scaler;
    const { formula, ...rest } = modifiers ?? assert.fail("no formula");
    assert.equal(
      formula(
        new Map([
          ["lag", 5],
          ["rate", 2],
        ]),
      ),
      6,
    );
    assert.deepEqual(rest, { target: 10, activationTarget: 2, metricType: "Value" });
  });

  it("goes without a formula that is no arithmetic, and says so", () => {
    const scalingModifiers = { formula: "lag | upper()", target: "10" };
    const { scaler, assumptions } = read({ triggers: [], advanced: { scalingModifiers } });
    assert.equal(scaler.modifiers, undefined);
    assert.deepEqual(assumptions, [
      'spec.advanced.scalingModifiers.formula: "lag | upper()" is not modelled: each trigger counts on its own',
    ]);
  });

  it("cannot have a formula without a target", () => {
    const { faults } = read({ triggers: [], advanced: { scalingModifiers: { formula: "lag" } } });
    assert.deepEqual(faults, [
      "spec.advanced.scalingModifiers.target: expected a number above 0, got: nothing: correct it, because until then KEDA scales nothing",
    ]);
  });

  it("reads numbers that KEDA's API refuses, and says so", () => {
    const found = triggers({ type: "kafka", metadata: { ...kafka, lagThreshold: 25 } });
    assert.deepEqual(found.triggers, [
      { ...lagTrigger, trigger: readKafkaTrigger({ ...kafka, lagThreshold: "25" }) },
    ]);
    assert.deepEqual(found.assumptions, [
      'spec.triggers[0].metadata.lagThreshold: KEDA takes text only, so the API server refuses 25 without quotes: it is read as "25"',
    ]);
  });

  it("is at fault where KEDA refuses a trigger", () => {
    const { consumerGroup, ...rest } = kafka;
    assert.equal(consumerGroup, "chat");
    assert.deepEqual(triggers({ type: "kafka", metadata: rest }), {
      ...nothing,
      faults: [
        "spec.triggers[0].metadata: expected metadata that KEDA accepts, got: consumerGroup is missing: correct it, because until then KEDA scales nothing",
      ],
    });
  });

  it("leaves out the lag of a second topic", () => {
    const second = { type: "kafka", metadata: { ...kafka, topic: "ai.summaries" } };
    assert.deepEqual(triggers(lag, second), {
      ...nothing,
      triggers: [lagTrigger],
      assumptions: [
        "spec.triggers[1]: the lag of a second topic (ai.summaries) is not modelled: the forecast leaves this trigger out",
      ],
    });
  });

  const hours = { start: "0 7 * * *", end: "0 19 * * *", timezone: "Europe/Berlin" };

  it("knows cron triggers", () => {
    const trigger = { type: "cron", name: "day", metadata: { ...hours, desiredReplicas: "5" } };
    assert.deepEqual(triggers(trigger), {
      ...nothing,
      triggers: [{ name: "day", type: "cron", trigger: { ...hours, desiredReplicas: 5 } }],
    });
  });

  const brokenCron = [
    { ...hours, desiredReplicas: "five" },
    { ...hours },
    { ...hours, start: "0 25 * * *", desiredReplicas: "5" },
    { ...hours, timezone: "Europe/Nowhere", desiredReplicas: "5" },
  ];
  for (const metadata of brokenCron) {
    it(`refuses the cron trigger ${JSON.stringify(metadata)}`, () => {
      const found = triggers({ type: "cron", metadata });
      assert.deepEqual(found.triggers, []);
      assert.match(found.faults.join("\n"), /^spec\.triggers\[0\]\.metadata: expected start, end/);
    });
  }

  const cpu = (targetPercent: number) => [{ name: undefined, type: "cpu", targetPercent }];

  it("knows cpu triggers, by percent and by an average for each pod", () => {
    const percent = { type: "cpu", metricType: "Utilization", metadata: { value: "65" } };
    assert.deepEqual(triggers(percent), { ...nothing, triggers: cpu(65) });
    assert.deepEqual(
      triggers({ type: "cpu", metricType: "AverageValue", metadata: { value: "400m" } }),
      {
        ...nothing,
        triggers: cpu(80),
        assumptions: [
          "spec.triggers[0]: an average of 400m a pod is read as 80 percent of the request",
        ],
      },
    );
  });

  it("refuses a cpu trigger without a target", () => {
    assert.deepEqual(triggers({ type: "cpu", metadata: {} }), {
      ...nothing,
      faults: [
        'spec.triggers[0].metadata.value: expected a target above zero for pods that request CPU, got: "" of 500m: correct it, because until then KEDA scales nothing',
      ],
    });
  });

  const rate = (query: string, rest: object = {}) => ({
    type: "prometheus",
    metadata: { serverAddress: "http://prometheus:9090", query, threshold: "1.8", ...rest },
  });
  const topicRate = 'sum(rate(kafka_topic_partition_current_offset{topic="ai.chatbot"}[1m]))';

  it("knows the arrival rate of its topic", () => {
    const expected = {
      name: undefined,
      type: "rate",
      threshold: 1.8,
      activationThreshold: 0.5,
      metricType: "AverageValue",
      rangeSeconds: 60,
      scrapeSeconds: 15,
      perPod: false,
    };
    const found = triggers(rate(topicRate, { activationThreshold: "0.5" }));
    assert.deepEqual(found, { ...nothing, triggers: [expected] });
  });

  it("compares a rate a minute with a threshold a second", () => {
    const found = triggers(rate(`${topicRate} * 60`, { threshold: "90" })).triggers;
    assert.deepEqual(
      found.map((one) => one.type === "rate" && one.threshold),
      [1.5],
    );
  });

  it("takes any rate of requests for its own traffic, and says so", () => {
    const found = triggers(rate("sum(rate(http_requests_total[2m])) / count(up)"));
    assert.deepEqual(
      found.triggers.map((one) => one.type === "rate" && [one.perPod, one.rangeSeconds]),
      [[true, 120]],
    );
    assert.deepEqual(found.assumptions, [
      "spec.triggers[0]: the rate of http_requests_total is taken for the service's own traffic",
    ]);
  });

  it("needs a threshold for a rate", () => {
    assert.deepEqual(triggers(rate(topicRate, { threshold: "0" })).faults, [
      'spec.triggers[0].metadata.threshold: expected a number above 0, got: "0": correct it, because until then KEDA scales nothing',
    ]);
  });

  const left: [string, object, string][] = [
    ["other queries", rate("max(queue_depth)"), 'the prometheus query "max(queue_depth)"'],
    ["queries that are none", rate("sum("), 'the prometheus query "sum("'],
    [
      "the rate of a second topic",
      rate(topicRate.replace("ai.chatbot", "ai.other")),
      "the arrival rate of a second topic (ai.other)",
    ],
    ["memory", { type: "memory", metadata: { value: "80" } }, 'a trigger of type "memory"'],
    ["a trigger without type", {}, 'a trigger of type ""'],
  ];
  for (const [title, trigger, what] of left) {
    it(`leaves out ${title}`, () => {
      assert.deepEqual(triggers(trigger), {
        ...nothing,
        assumptions: [
          `spec.triggers[0]: ${what} is not modelled: the forecast leaves this trigger out`,
        ],
      });
    });
  }
});
