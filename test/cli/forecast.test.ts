import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { ForecastJson } from "../../forecast/report/json";
import { cli } from "../support/cli";

const root = resolve(__dirname, "..", "..");
const local = join(root, "Pulumi.local.yaml");

const scaledObject = `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: worker, namespace: chat }
spec:
  scaleTargetRef: { name: worker }
  minReplicaCount: 1
  maxReplicaCount: 4
  triggers:
    - type: kafka
      metadata: { bootstrapServers: "kafka:9092", consumerGroup: g, topic: t, lagThreshold: "10" }
`;

describe("the program", () => {
  it("ends quietly when nobody reads on", function () {
    this.timeout(30_000);
    const main = join(root, "cli", "main.ts");
    // 200 KB of schema fill every pipe that nobody reads.
    const script = `"${process.execPath}" --import tsx "${main}" schema | true; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync("bash", ["-c", script], { cwd: root, encoding: "utf8" });
    assert.deepEqual([stdout.trim(), stderr], ["141", ""]);
  });
});

describe("forecast", () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "forecast-"))));
  after(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const out = (name: string): string[] => ["--out", join(folder, name)];
  /** Some hours of the small stack, whose SLO is as wide as a test wants it. */
  const some = ["--weeks", "0.02", "--slo-wait", "100000"];

  it("prints a table and a plot, writes the page and ends with 0", async () => {
    const { code, out: text } = await cli("forecast", local, ...some, ...out("kept"));
    assert.equal(code, 0, text);
    const page = join(folder, "kept", "local", "forecast.html");
    assert.match(readFileSync(page, "utf8"), /^<!doctype html>[^]*Forecast of local/);
    assert.match(text, /local keeps every promise/);
    assert.match(text, /static peak[^]*KEDA's defaults[^]*ideal/);
    assert.match(text, /messages a second/);
    assert.ok(text.includes(page));
  });

  it("searches settings with so many simulations, and refuses another number", async () => {
    const sized = await cli("forecast", local, ...some, "--size", "3", "--json", ...out("sized"));
    const { size } = JSON.parse(sized.out) as ForecastJson;
    assert.ok(size !== undefined && size.simulations <= 3, sized.out.slice(0, 200));
    // What is found may keep what is configured does not: the gate is about what is configured.
    const gated = ["--weeks", "0.02", "--slo-wait", "3", "--size", "15"];
    const broken = await cli("forecast", local, ...gated, ...out("gated"));
    assert.equal(broken.code, 1);
    assert.match(broken.out, /as configured: not kept[^]*sized: every promise is kept/);
    const refused = await cli("forecast", local, ...some, "--size", "none", ...out("refused"));
    assert.equal(refused.code, 2);
    assert.match(refused.err, /--size/);
  });

  it("ends with 1 and the names of what is not kept", async () => {
    const { code, out: text } = await cli(
      ...["forecast", local, "--weeks", "0.02", "--slo-wait", "0.01"],
      ...out("broken"),
    );
    assert.equal(code, 1);
    assert.match(text, /\nlocal: not kept: services\[1\]\.slo\.waitSeconds/);
    assert.ok(existsSync(join(folder, "broken", "local", "forecast.html")));
  });

  it("prints JSON and nothing else, and is the same for a seed", async () => {
    const words = ["forecast", local, ...some, ...out("json"), "--json", "--seed", "7"];
    const { code, out: text } = await cli(...words);
    assert.equal(code, 0);
    const { subject, seed, seconds, kept } = JSON.parse(text) as ForecastJson;
    assert.deepEqual([subject, seed, seconds, kept], ["local", 7, 12_096, true]);
    assert.equal((await cli(...words)).out, text);
  });

  it("prints Markdown and nothing else", async () => {
    const { out: text } = await cli("forecast", local, ...some, ...out("md"), "--markdown");
    assert.match(text, /^### ✅ local keeps every promise\n/);
    assert.match(text, /<\/details>\n$/);
  });

  it("paints nothing for machines, also where colours are forced", function () {
    this.timeout(60_000);
    const words = [["--markdown"], ["--json"], []].map((more) => [
      "forecast",
      local,
      ...some,
      ...out("painted"),
      ...more,
    ]);
    const script = `const { run } = require("./cli/run");
      (async () => { for (const words of ${JSON.stringify(words)}) { await run(words); console.log("\\0"); } })();`;
    const env: NodeJS.ProcessEnv = { ...process.env, FORCE_COLOR: "1", CI: "true" };
    delete env["NO_COLOR"];
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ["--import", "tsx", "--input-type=commonjs", "--eval", script],
      { cwd: root, encoding: "utf8", env },
    );
    const painted = stdout.split("\0").map((text) => text.includes("\u001b["));
    assert.deepEqual(painted, [false, false, true, false], stdout.slice(0, 500) + stderr);
  });

  it("takes recorded traffic as long as it is", async () => {
    const csv = file("day.csv", "minute,rate\n0,1\n30,5\n60,2\n");
    const words = ["forecast", local, "--slo-wait", "100000", "--json", ...out("csv")];
    const { out: text } = await cli(...words, "--traffic", csv, "--scale", "0.1");
    const { traffic, seconds, services } = JSON.parse(text) as ForecastJson;
    assert.deepEqual([traffic, seconds], [csv, 5400]);
    // (1 + 5 + 2) / 10 a second for half an hour each, Poisson.
    const [{ messages = 0 } = {}] = services;
    assert.ok(messages > 1300 && messages < 1580, `${messages} messages`);
  });

  it("forecasts ScaledObjects of others without a stack", async () => {
    const path = file("so.yaml", scaledObject);
    const words = [
      "forecast",
      "--manifests",
      path,
      "--messages-per-second",
      "2",
      "--weeks",
      "0.02",
    ];
    const { out: text } = await cli(...words, "--json", ...out("foreign"));
    const { services, cost } = JSON.parse(text) as ForecastJson;
    assert.deepEqual(
      services.map(({ name, replicas }) => [name, replicas.cap]),
      [["chat/worker", 4]],
    );
    assert.equal(cost.usd, 0);
  });

  it("says what a ScaledObject cannot do, and ends with 1 and no page", async () => {
    const path = file("bad-so.yaml", scaledObject.replace('"10"', '"ten"'));
    const { code, out: text } = await cli("forecast", "--manifests", path, ...out("bad-so"));
    assert.equal(code, 1);
    assert.match(
      text,
      /chat\/worker spec\.triggers\[0\]\.metadata: expected .*, got: lagThreshold/,
    );
    assert.equal(existsSync(join(folder, "bad-so")), false);
  });

  it("says what settings cannot be, and ends with 1 and no page", async () => {
    const path = file("bad.yaml", "cluster:\n  existing: {}\nservices:\n  - name: Bad_Name\n");
    const { code, out: text } = await cli("forecast", path, ...out("bad"));
    assert.equal(code, 1);
    assert.match(text, /services\[0\]\.name: expected/);
    assert.equal(existsSync(join(folder, "bad")), false);
  });

  const csv = (text: string) => file("usage.csv", text);
  const usage: [title: string, words: () => string[], message: RegExp][] = [
    ["an unknown shape", () => ["--traffic", "dayly"], /--traffic: expected daily, .*"daily"\?/],
    [
      "a file that is not there",
      () => ["--traffic", "./no.csv"],
      /--traffic \.\/no\.csv: expected a file/,
    ],
    [
      "a broken CSV file",
      () => ["--traffic", csv("minute,rate\n0,x\n1,2\n")],
      /usage\.csv:2: expected/,
    ],
    [
      "an unknown column",
      () => ["--traffic", csv("minute,rate\n0,1\n1,2\n"), "--column", "rat"],
      /usage\.csv:1: expected a column "rat", .*did you mean "rate"\?/,
    ],
    ["a column of a shape", () => ["--column", "a"], /--column and --scale: expected a CSV file/],
    ["no number of weeks", () => ["--weeks", "0"], /--weeks.* expected a number above 0/],
    ["half a seed", () => ["--seed", "1.5"], /--seed.* expected a whole number/],
    ["an outage that ends before it begins", () => ["--outage", "9-3"], /--outage.* 3600-7200/],
    [
      "facts without manifests",
      () => ["--startup-seconds", "3"],
      /--startup-seconds: expected --manifests/,
    ],
    [
      "manifests that are not there",
      () => ["--manifests", "./no.yaml"],
      /--manifests \.\/no\.yaml: expected a file/,
    ],
    [
      "manifests that are no YAML",
      () => ["--manifests", file("no.yaml", "a: [")],
      /no\.yaml#1: expected YAML/,
    ],
  ];
  for (const [title, words, message] of usage)
    it(`takes ${title} as usage: 2, and writes nothing`, async () => {
      const { code, out: text, err } = await cli("forecast", local, ...words(), ...out("usage"));
      assert.deepEqual([code, text], [2, ""]);
      assert.match(err, message);
      assert.match(err, /^error: /);
      assert.equal(existsSync(join(folder, "usage")), false);
    });
});
