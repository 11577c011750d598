// Checks the prod stack many times in this process and prints the 95th percentile as JSON. Run by bench.mjs.
const { examine } = await import("../../dist/settings/door.js");
const { readStackFile } = await import("../../dist/plan/stack-file.js");
const { versions } = await import("../../dist/components/versions.js");

const runs = 200;
const times = [];
for (let i = 0; i < runs; i++) {
  const started = performance.now();
  const { args } = readStackFile("Pulumi.prod.yaml");
  examine(args, versions);
  times.push(performance.now() - started);
}
const [first] = times;
times.sort((a, b) => a - b);
console.log(
  JSON.stringify({
    runs,
    firstMs: first,
    p50Ms: times[runs / 2],
    p95Ms: times[Math.floor(runs * 0.95)],
  }),
);
