import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { ForecastJson } from "../../forecast/report/json";
import { cli } from "../support/cli";

const root = resolve(__dirname, "..", "..");

/** Runs the command of an example's README, with more words, and returns the forecast. */
async function example(name: string, ...more: string[]): Promise<ForecastJson> {
  const readme = readFileSync(join(root, "examples", name, "README.md"), "utf8");
  const [, line = ""] = /^npm start -- (forecast .*)$/m.exec(readme) ?? [];
  const words = line
    .split(" ")
    .map((word) => (word.startsWith("examples/") ? join(root, word) : word));
  const folder = mkdtempSync(join(tmpdir(), "broken-"));
  try {
    const { code, out } = await cli(...words, "--json", "--out", folder, ...more);
    assert.equal(code, 1);
    return JSON.parse(out) as ForecastJson;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const paths = ({ breaches }: ForecastJson): string[] => breaches.map(({ path }) => path);

describe("configurations that cannot work", () => {
  const day = ["--weeks", String(1 / 7)];

  it("stay at two replicas when a share is taken for a total", async () => {
    const made = await example("broken-two-replica-cap", ...day);
    const [service] = made.services;
    assert.deepEqual([service?.replicas.max, service?.replicas.cap], [2, 12]);
    assert.ok((service?.unserved ?? 0) > 100_000);
    assert.deepEqual(paths(made), ["chat/answers.scaling"]);
  });

  it("never scale when pods divide twice", async () => {
    const made = await example("broken-divided-twice", ...day);
    const [service] = made.services;
    assert.deepEqual(service?.replicas, { mean: 2, max: 2, cap: 20 });
    assert.ok((service?.unserved ?? 0) > 1e6);
    assert.deepEqual(paths(made), ["chat/gateway.scaling"]);
  });

  it("leave the ninth replica without a node", async () => {
    const made = await example("broken-ninth-pod", ...day);
    const [service] = made.services;
    assert.ok((service?.replicas.max ?? 0) > 8);
    assert.match(service?.unplaceable ?? "", /^8 of \d+ that were wanted .*\(8 × 1 on gpu\)$/);
    assert.ok((service?.pendingSeconds ?? 0) > 3600);
    assert.deepEqual(paths(made)[0], "llm/generator.placement");
  });

  it("fall back on nothing when a broker is away", async () => {
    const made = await example("broken-fallback", "--weeks", String(64_800 / 604_800));
    const [service] = made.services;
    // Asleep until the very end of the outage, which is the end of the forecast.
    assert.equal(service?.replicas.max, 0);
    assert.equal(service.unserved, service.messages);
    assert.deepEqual(paths(made), ["chat/mailer.scaling"]);
  });
});
