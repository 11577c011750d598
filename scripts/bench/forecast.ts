// Simulates N services of a world from a file for some days, and prints what it took as JSON. Run by bench.mjs.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { deserialize } from "node:v8";
import type * as Simulation from "../../forecast/world/simulation";
import type { ServiceSpec, WorldSpec } from "../../forecast/world/spec";
import { simulateReference } from "../../test/forecast/reference/simulate-reference";

const [source = "", loop = "fast", count = "50", days = "7"] = process.argv.slice(2);

const world = deserialize(readFileSync(source)) as WorldSpec;
const services = Array.from({ length: Number(count) }, (_, i): ServiceSpec => {
  const client = world.services[i % world.services.length];
  if (client === undefined) throw new Error(`${source}: expected services, got none`);
  const name = `${client.name}-${i}`;
  return { ...client, name, pod: { ...client.pod, owner: name } };
});
const groups = world.nodes.groups.map((group) => ({ ...group, max: 40 * services.length }));
const spec: WorldSpec = {
  ...world,
  ...{ services, nodes: { ...world.nodes, groups }, seconds: Number(days) * 86_400 },
};
// As the package has it: compiled, by bench.mjs before.
const { simulate } = createRequire(__filename)(
  "../../dist/forecast/world/simulation.js",
) as typeof Simulation;
const started = performance.now();
if (loop === "fast") simulate(spec);
else simulateReference(spec);
const ms = performance.now() - started;
const megabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(`${JSON.stringify({ ms, megabytes })}\n`);
