import assert from "node:assert/strict";
import { versions } from "../../components/versions";
import { ChatbotAutoscalingPlatform } from "../../components/platform/platform";
import { forecastGate } from "../../pipeline/gates/forecast-gate";
import type { GateContext } from "../../pipeline/gates/gate";
import { record } from "../../plan/record";
import { examine } from "../../settings/door";

/** A platform on a cluster that exists, one service with two messages a second for each of at most four replicas. */
function args(waitSeconds: number, monthlyUsd?: number) {
  return {
    cluster: { existing: {} },
    // Its volume is the only bill on a cluster that exists: $8 a month.
    kafka: {
      strimzi: { brokers: { storageGiB: 100 } },
      topics: [{ name: "questions", partitions: 4 }],
    },
    ...(monthlyUsd === undefined ? {} : { budget: { monthlyUsd } }),
    services: [
      {
        name: "answer",
        image: "ghcr.io/acme/answer:1.0.0",
        consumes: { topic: "questions" },
        capacity: { messagesPerSecond: 2, startupSeconds: 20 },
        slo: { waitSeconds },
        probes: { command: ["/app/alive"] },
      },
    ],
  };
}

async function found(waitSeconds: number, monthlyUsd?: number): Promise<string[]> {
  const given = args(waitSeconds, monthlyUsd);
  const { settings } = examine(given, versions);
  const { resources } = await record(() => {
    new ChatbotAutoscalingPlatform("chatbot", given);
    return Promise.resolve();
  });
  const context: GateContext = {
    ...{ stack: "dev", production: false, steps: [], allowReplace: [] },
    resources: resources.map((resource) => ({ ...resource, protect: false })),
    platforms: settings === undefined ? [] : [settings],
  };
  const findings = await forecastGate.check(context);
  return findings.map(({ severity, rule, path }) => `${severity} ${rule} ${path}`);
}

describe("the forecast gate", () => {
  it("is open where every promise is kept", async () =>
    assert.deepEqual(await found(600, 1000), []));

  it("only warns of waits, because nobody recorded the traffic", async () =>
    assert.deepEqual(await found(1), ["warning forecast/promise services[0].slo.waitSeconds"]));

  it("holds a budget", async () =>
    assert.deepEqual(await found(600, 7), ["error forecast/budget budget.monthlyUsd"]));
});
