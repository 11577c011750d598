import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { versions } from "../../components/versions";
import { readStackFile } from "../../plan/stack-file";
import { examine, type Examination } from "../../settings/door";
import { message } from "../../settings/finding";
import { rules } from "../../settings/rules/rules";
import { validArgs } from "../support/base-args";
import { needSharedData } from "../support/shared-data";
import type { BadCase } from "./bad-config-cases/bad-config-case";

const folder = join(__dirname, "bad-config-cases");

/** Every table of cases in the folder, so that a new table needs no list. */
const tables = readdirSync(folder)
  .filter((file) => file.endsWith(".ts") && file !== "bad-config-case.ts")
  .map((file) => ({
    file,
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- the files are found, not named
    cases: (require(join(folder, file)) as { cases: readonly BadCase[] }).cases,
  }));

function examined({ args, stackFile }: BadCase): Examination<string> {
  if (stackFile === undefined) return examine(args(), versions);
  const place = mkdtempSync(join(tmpdir(), "stack-"));
  try {
    const path = join(place, "Pulumi.test.yaml");
    writeFileSync(path, stackFile);
    const file = readStackFile(path);
    // A file that cannot be read has no settings, whatever the door would say about nothing.
    if (file.findings.length > 0) return { findings: file.findings, derivations: [] };
    return examine(file.args, versions);
  } finally {
    rmSync(place, { recursive: true });
  }
}

describe("mistakes in settings", () => {
  it("are not seen where there are none", () => {
    const { settings, findings } = examine(validArgs(), versions);
    assert.deepEqual(findings.map(message), []);
    assert.ok(settings !== undefined);
  });

  for (const { file, cases } of tables) {
    describe(file, () => {
      for (const bad of cases) {
        const { id, previous, severity, rule } = bad;
        // Changes against what is deployed have a runner of their own beside the rules about changes.
        if (previous !== undefined) continue;
        it(`${id}: ${severity} ${rule}`, () => {
          const { settings, findings } = examined(bad);
          const found = findings.filter((finding) => finding.rule === rule);
          const said = findings.map((finding) => `${finding.rule}: ${message(finding)}`).join("\n");
          assert.ok(found.length > 0, `nothing from ${rule}, but:\n${said}`);
          assert.deepEqual([...new Set(found.map((finding) => finding.severity))], [severity]);
          const isError = findings.some((finding) => finding.severity === "error");
          assert.equal(settings === undefined, isError);
          if (severity === "warning")
            assert.ok(settings !== undefined, `not only a warning:\n${said}`);
        });
      }
    });
  }

  it("have a case for every rule", () => {
    const tried = new Set(tables.flatMap(({ cases }) => cases).map(({ rule }) => rule));
    assert.deepEqual(
      rules.filter(({ id }) => !tried.has(id)).map(({ id }) => id),
      [],
    );
  });

  it("are told apart by the ids of their rules, each with a reason", () => {
    const ids = rules.map(({ id }) => id);
    assert.deepEqual(
      ids.filter((id, i) => ids.indexOf(id) !== i),
      [],
    );
    for (const { id, because } of rules) {
      assert.match(id, /^[a-z-]+\/[a-z0-9-]+$/);
      assert.ok(because.length > 20, id);
    }
  });

  it("are covered by a case each", function () {
    const path = needSharedData(this, "bad-config-cases.json");
    const listed = JSON.parse(readFileSync(path, "utf8")) as { id: string; expect: string }[];
    const covered = new Map<string, string[]>();
    for (const { id, severity } of tables.flatMap(({ cases }) => cases)) {
      const bare = /^[A-Z]+-\d+/.exec(id)?.[0] ?? id;
      covered.set(bare, [...(covered.get(bare) ?? []), severity]);
    }
    assert.deepEqual(
      listed.filter(({ id }) => !covered.has(id)).map(({ id }) => id),
      [],
      "cases without a test",
    );
    assert.deepEqual(
      listed
        .filter(({ id, expect }) => covered.get(id)?.includes(expect) !== true)
        .map(({ id, expect }) => `${id} must be a ${expect}`),
      [],
    );
  });
});
