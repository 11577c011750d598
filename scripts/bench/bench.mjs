// Figures of this machine: `npm run bench`. Compare ratios of one run, because machines are noisy.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";

const node = (script, ...args) =>
  JSON.parse(execFileSync(process.execPath, [script, ...args], { encoding: "utf8" }));
const timed = (run) => {
  const started = performance.now();
  run();
  return performance.now() - started;
};
const version = (name) =>
  JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")).version;
const row = (what, figure, goal) =>
  console.log(`${what.padEnd(52)} ${figure.padStart(14)}   ${goal}`);
const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;

execFileSync(process.execPath, ["scripts/build.mjs"], { stdio: "ignore" });
console.log(
  `${cpus()[0]?.model ?? "unknown CPU"} x ${cpus().length}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ` +
    `@pulumi/pulumi ${version("@pulumi/pulumi")}, @pulumi/kubernetes ${version("@pulumi/kubernetes")}\n`,
);

const half = node("scripts/bench/build-services.mjs", "250");
const base = node("scripts/bench/build-services.mjs", "500");
const twice = node("scripts/bench/build-services.mjs", "1000");
row(
  `500 services (${base.resources} resources), with import`,
  seconds(base.importMs + base.buildMs),
  "goal 3.0 s",
);
row("  memory", `${base.megabytes.toFixed(0)} MB`, "goal 400 MB");
row("  for each resource", `${(base.buildMs / base.resources).toFixed(2)} ms`, "goal 0.8 ms");
row("  500 services / 250 services", (base.buildMs / half.buildMs).toFixed(2), "linear is 2.0");
row("  1,000 services / 500 services", (twice.buildMs / base.buildMs).toFixed(2), "goal 2.1");

const check = node("scripts/bench/check-prod.mjs");
row(
  `check of the prod stack, 95th percentile of ${check.runs}`,
  `${check.p95Ms.toFixed(1)} ms`,
  "goal 200 ms",
);
row("  first, with compiling the schema", `${check.firstMs.toFixed(1)} ms`, "");

const start = timed(() => {
  try {
    execFileSync("npm", ["start", "--silent"], { stdio: "ignore" });
  } catch (error) {
    // Findings end it with 1; anything else is a failure of the benchmark.
    if (error.status !== 1) throw error;
  }
});
row("npm start", seconds(start), "goal 15 s");
