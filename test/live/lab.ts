import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** A real program that a live test needs, how it is found, and what to do where it is not. */
const needs = {
  pulumi: {
    found: () => spawnSync("pulumi", ["version"]).status === 0 && runs("pulumi-language-nodejs"),
    want: "`pulumi` and `pulumi-language-nodejs` on PATH",
  },
  yaml: {
    found: () => runs("pulumi-language-yaml"),
    want: "`pulumi-language-yaml` on PATH, which Pulumi's own distribution of its CLI holds",
  },
  kubernetes: {
    found: () => existsSync(process.env.KUBECONFIG ?? ""),
    want: "KUBECONFIG, the file of a cluster that tests may fill and empty, such as kind",
  },
  kubernetesPlugin: {
    found: () => process.env.LIVE_KUBERNETES_PLUGIN !== undefined,
    want: "LIVE_KUBERNETES_PLUGIN=1, which says that Pulumi's kubernetes plugin is installed and knows *Patch resources",
  },
  kafka: {
    found: () => (process.env.KAFKA_BOOTSTRAP ?? "") !== "",
    want: "KAFKA_BOOTSTRAP, the address of a broker without authentication",
  },
} as const;

export type Need = keyof typeof needs;

const cache = new Map<Need, boolean>();

export function has(need: Need): boolean {
  const known = cache.get(need) ?? needs[need].found();
  cache.set(need, known);
  return known;
}

/** A `describe` for tests that need real programs: says loudly what it skips where there are none. */
export function live(title: string, wanted: readonly Need[], tests: (this: Mocha.Suite) => void) {
  const missing = wanted.filter((need) => !has(need));
  if (missing.length === 0) return describe(title, tests);
  const wants = missing.map((need) => needs[need].want).join("; ");
  process.stderr.write(`SKIPPED for want of ${wants}: ${title}\n`);
  return describe.skip(title, tests);
}

function runs(program: string): boolean {
  return spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;
}
