import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { versions } from "../../components/versions";
import { ChatbotAutoscalingPlatform } from "../../components/platform/platform";
import { forecastGate } from "../../pipeline/gates/forecast-gate";
import type { GateContext } from "../../pipeline/gates/gate";
import { record } from "../../plan/record";
import { readStackFile } from "../../plan/stack-file";
import type { PlatformArgs } from "../../settings/args/platform";
import { examine } from "../../settings/door";

const root = resolve(__dirname, "../..");

/** The dev stack with one consumer. */
function args(waitSeconds: number, monthlyUsd?: number): PlatformArgs {
  const file = readStackFile(join(root, "Pulumi.dev.yaml"), ["dev"]);
  const given = structuredClone(file.args) as unknown as PlatformArgs;
  const [, consumer] = given.services;
  assert.ok(consumer !== undefined);
  const services = [{ ...consumer, produces: [], slo: { waitSeconds } }];
  return { ...given, services, ...(monthlyUsd === undefined ? {} : { budget: { monthlyUsd } }) };
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
    assert.deepEqual(await found(600, 150), ["error forecast/budget budget.monthlyUsd"]));
});
