import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import type { Forecast } from "../../../forecast/forecast";
import type { ForecastOptions } from "../../../forecast/forecast-options";
import { platformForecast } from "../../../forecast/platform-forecast";
import { shapedTraffic } from "../../../forecast/traffic-source";
import { readStackFile } from "../../../plan/stack-file";
import type { PlatformArgs } from "../../../settings/args/platform";
import { settled } from "../../components/platform/platforms";
import type { LooseArgs } from "../../support/base-args";
import { applied, manifestsOf } from "./printed";

const root = resolve(__dirname, "..", "..", "..");
const stackArgs = (stack: string): LooseArgs =>
  readStackFile(join(root, `Pulumi.${stack}.yaml`)).args;

/** The stack dev with more than it needs. */
function lavish(): LooseArgs {
  const args = stackArgs("dev");
  args.nodes.autoscaler = { scaleDownUnneededSeconds: 300 };
  args.nodes.headroom = [{ nodeGroup: "workers", replicas: 1, cpu: "1", memory: "2Gi" }];
  args.services[2].scaling = { minReplicaCount: 2 };
  return args;
}

async function forecastOf(
  args: LooseArgs,
  options: Partial<ForecastOptions> = {},
): Promise<Forecast> {
  const settings = settled(args as PlatformArgs);
  const manifests = await manifestsOf(args as PlatformArgs);
  const traffic = shapedTraffic("daily");
  const made = platformForecast(
    { settings, manifests },
    { subject: "test", traffic, seconds: 86_400, ...options },
  );
  if ("faults" in made) assert.fail(made.faults.join("\n"));
  return made;
}

const figures = ({ cost, outcome, breaches }: Forecast) => ({
  cost,
  breaches,
  services: outcome.services.map(({ name, wait, late, replicas }) => ({
    ...{ name, wait, late, replicas },
  })),
});

describe("the settings that a search found", () => {
  const examples: [title: string, args: LooseArgs, options: Partial<ForecastOptions>][] = [
    ["dev, to keep a budget", lavish(), { sizeBudget: 12, monthlyUsd: 320 }],
    ["local, to keep an SLO", stackArgs("local"), { sizeBudget: 12, waitSeconds: 12 }],
  ];
  for (const [title, args, options] of examples)
    it(`cost and wait as the search said once they are written: ${title}`, async () => {
      const found = await forecastOf(args, options);
      const steps = found.size?.steps ?? [];
      assert.ok(steps.length > 0);
      assert.notEqual(found.size?.configured.breaches.length, 0);
      if (options.monthlyUsd !== undefined) assert.deepEqual(found.breaches, []);
      const settings = settled(args as PlatformArgs);
      const written = steps.reduce((then, step) => applied(then, settings, step), args);
      const again = await forecastOf(written, { ...options, sizeBudget: undefined });
      assert.deepEqual(figures(again), figures(found));
    });
});
