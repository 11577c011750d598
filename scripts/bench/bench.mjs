// Figures of this machine: `npm run bench`. Compare ratios of one run, because machines are noisy.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";

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

const traces = process.env.TRACES ?? "../shared/data/traces";
if (existsSync(traces)) {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const world = join(folder, "world");
  const run = (script, ...args) =>
    execFileSync(process.execPath, ["--import", "tsx", `scripts/bench/${script}.ts`, ...args], {
      encoding: "utf8",
    });
  const forecast = (...args) => JSON.parse(run("forecast", world, ...args));
  run("forecast-world", traces, world);
  const fast = forecast("fast", "50", "7");
  row("forecast of 50 services, a week by seconds", seconds(fast.ms), "goal 0.75 s");
  row("  memory of the process", `${fast.megabytes.toFixed(0)} MB`, "goal 200 MB");
  const more = forecast("fast", "100", "7");
  row("  100 services / 50 services", (more.ms / fast.ms).toFixed(2), "goal 2.1");
  const most = forecast("fast", "200", "7");
  row("  200 services / 100 services", (most.ms / more.ms).toFixed(2), "goal 2.1");
  const day = forecast("fast", "2", "1");
  const plain = forecast("reference", "2", "1");
  row("  the plain loop / it, 2 services, a day", (plain.ms / day.ms).toFixed(1), "");
  rmSync(folder, { recursive: true });
} else console.log(`SKIPPED: the forecast, because ${traces} is not there (TRACES names it)`);

const start = timed(() => {
  try {
    execFileSync("npm", ["start", "--silent"], { stdio: "ignore" });
  } catch (error) {
    // Findings end it with 1; anything else is a failure of the benchmark.
    if (error.status !== 1) throw error;
  }
});
row("npm start", seconds(start), "goal 15 s");
