import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  barrels,
  cycles,
  direction,
  drawerNames,
  pulumiImports,
  rooms,
  sizes,
  sourceFiles,
  versionLiterals,
  type Check,
} from "./support/architecture";

const root = resolve(__dirname, "..");

/** The sources of all rooms, by path. */
function sources(): Map<string, string> {
  const files = rooms.filter((room) => existsSync(join(root, room))).flatMap(filesOf);
  return new Map(files.map((file) => [file, readFileSync(join(root, file), "utf8")]));
}

function filesOf(room: string): string[] {
  if (statSync(join(root, room)).isFile()) return [room];
  const found = readdirSync(join(root, room), { recursive: true, encoding: "utf8" });
  return found
    .filter((file) => file.endsWith(".ts") && !file.includes("node_modules"))
    .map((file) => join(room, file));
}

interface Row {
  check: Check;
  title: string;
  /** Trees that break the rule, and what is said of them. */
  broken: [Record<string, string>, string[]][];
  /** A tree that keeps it, at the edge. */
  kept: Record<string, string>;
}

const component = `import * as pulumi from "@pulumi/pulumi";\nexport class A extends pulumi.ComponentResource {}\n`;

const table: Row[] = [
  {
    check: direction,
    title: "a room imports only from itself and the rooms before it",
    broken: [
      [
        {
          "settings/door.ts": `import { a } from "../components/a";`,
          "components/a.ts": "export const a = 1;",
        },
        ["settings/door.ts imports components/a.ts"],
      ],
      [
        { "plan/plan.ts": `import type { A } from "../cli/run";`, "cli/run.ts": "" },
        ["plan/plan.ts imports cli/run.ts"],
      ],
      [
        { "stacks/index.ts": `import { A } from "chatbot-autoscaling-platform";`, "index.ts": "" },
        ["stacks/index.ts imports index.ts"],
      ],
      [
        {
          "cli/up.ts": `import { a } from "chatbot-autoscaling-platform";`,
          "pipeline/up.ts": `import { b } from "../cli/up";`,
          "index.ts": "",
        },
        ["cli/up.ts imports index.ts", "pipeline/up.ts imports cli/up.ts"],
      ],
      [
        { "settings/door.ts": `const a = require("../plan/plan");`, "plan/plan.ts": "" },
        ["settings/door.ts imports plan/plan.ts"],
      ],
      [
        { "settings/door.ts": `let a: import("../plan/plan").Plan;`, "plan/plan.ts": "" },
        ["settings/door.ts imports plan/plan.ts"],
      ],
    ],
    kept: {
      "cli/run.ts": `import { a } from "../settings/a";\nimport { b } from "./b";`,
      "cli/b.ts": "",
      "settings/a.ts": `import ajv from "ajv";`,
      "examples/a/index.ts": `import { A } from "chatbot-autoscaling-platform";`,
      "examples/a/deploy.ts": `import { up } from "chatbot-autoscaling-platform/pipeline";`,
      "pipeline/index.ts": "",
      "index.ts": `export { A } from "./components/a";`,
      "components/a.ts": "",
    },
  },
  {
    check: cycles,
    title: "no file reaches itself",
    broken: [
      [
        { "plan/a.ts": `import { b } from "./b";`, "plan/b.ts": `export { a } from "./a";` },
        ["plan/a.ts reaches itself", "plan/b.ts reaches itself"],
      ],
      [
        {
          "plan/x/a.ts": `import type { B } from "../y/b";`,
          "plan/y/b.ts": `import { a } from "../x/a";`,
        },
        [
          "plan/x/a.ts reaches itself by types through plan/x, plan/y",
          "plan/y/b.ts reaches itself by types through plan/x, plan/y",
        ],
      ],
    ],
    kept: {
      "plan/a.ts": `import { type B } from "./b";`,
      "plan/b.ts": `import { a } from "./a";`,
    },
  },
  {
    check: pulumiImports,
    title: "Pulumi stays in components and in the rooms that run programs",
    broken: [
      [
        { "components/a/values.ts": `import * as pulumi from "@pulumi/pulumi";` },
        ["components/a/values.ts imports @pulumi/pulumi"],
      ],
      [
        { "components/a/values.ts": `import type { Input } from "@pulumi/pulumi";` },
        ["components/a/values.ts imports @pulumi/pulumi"],
      ],
      [
        { "settings/args/a.ts": `import { Input } from "@pulumi/pulumi";` },
        ["settings/args/a.ts imports @pulumi/pulumi"],
      ],
      [
        { "settings/args/a.ts": `import type { Role } from "@pulumi/aws/iam";` },
        ["settings/args/a.ts imports @pulumi/aws/iam"],
      ],
      [
        { "forecast/a.ts": `import * as aws from "@pulumi/aws";` },
        ["forecast/a.ts imports @pulumi/aws"],
      ],
    ],
    kept: {
      "components/a/a.ts": component,
      "components/settle.ts": `import * as pulumi from "@pulumi/pulumi";`,
      "settings/args/a.ts": `import type * as pulumi from "@pulumi/pulumi";`,
      "plan/a.ts": `import * as pulumi from "@pulumi/pulumi";`,
    },
  },
  {
    check: barrels,
    title: "only the package's entries re-export",
    broken: [
      [{ "components/index.ts": `export * from "./a";` }, ["components/index.ts re-exports"]],
      [{ "plan/a.ts": `export { b } from "./b";` }, ["plan/a.ts re-exports"]],
      [
        { "pipeline/gates/index.ts": `export * from "./a";` },
        ["pipeline/gates/index.ts re-exports"],
      ],
    ],
    kept: {
      "pipeline/index.ts": `export { up } from "./up";`,
      "index.ts": `export { A } from "./components/a";`,
      "plan/a.ts": "export { b };",
    },
  },
  {
    check: drawerNames,
    title: "no file and no folder is a drawer",
    broken: [
      [{ "plan/utils.ts": "" }, ["plan/utils.ts is a drawer"]],
      [{ "components/common/a.ts": "" }, ["components/common/a.ts is a drawer"]],
    ],
    kept: { "plan/shared-responsibility.ts": "" },
  },
  {
    check: versionLiterals,
    title: "version numbers stand in components/versions.ts only",
    broken: [
      [{ "components/keda/a.ts": `const v = "2.20.2";` }, ["components/keda/a.ts says 2.20.2"]],
      [{ "components/a.ts": `const v = "keda:v2.20.2";` }, ["components/a.ts says v2.20.2"]],
      [{ "plan/a.ts": "const v = `chart-${x} 9.59.0-rc.1`;" }, ["plan/a.ts says 9.59.0-rc.1"]],
      [{ "settings/a.ts": `const v = "1.35";` }, ["settings/a.ts says 1.35"]],
      [{ "examples/a/index.ts": `const v = "1.35";` }, ["examples/a/index.ts says 1.35"]],
    ],
    kept: {
      "components/versions.ts": `const v = "2.20.2";`,
      "settings/generated/a.ts": `const v = "2.20.2";`,
      "settings/a.ts": `// since 2.20.2\nconst v = ["10.0.0.0/16", "10.0.0.1", "v1", "2012-10-17", "1.5"];`,
      "settings/b.ts": `const because = "gone in Kubernetes 1.25: CIS EKS 5.4.1 and 5.4.2, with KEDA 2.20.2";`,
      "settings/facts/a.ts": `const since = "2.21.0";`,
      "examples/a/index.ts": `const image = "ghcr.io/acme/chat:1.4.2";`,
    },
  },
  {
    check: sizes,
    title: "files are short",
    broken: [
      [
        { "plan/a.ts": "a;\n".repeat(251), "plan/b.ts": "", "plan/c.ts": "" },
        ["plan/a.ts has 251 lines"],
      ],
      [
        { "plan/a.ts": "a;\n".repeat(81), "plan/b.ts": "a;\n".repeat(81), "plan/c.ts": "" },
        ["half of the files have 81 lines or more"],
      ],
    ],
    kept: { "plan/a.ts": "a;\n".repeat(250), "plan/b.ts": "a;\n".repeat(80), "plan/c.ts": "" },
  },
];

describe("architecture", () => {
  const files = sourceFiles(sources());

  it("is checked over all that stands", () => {
    assert.ok(files.length > 50);
    const seen = new Set(files.map(({ path }) => path.split("/")[0]));
    for (const room of ["settings", "components", "plan", "cli", "stacks", "examples"]) {
      assert.ok(seen.has(room), room);
    }
  });

  // Pulumi's language host loads programs by ts-node, for which "./a" is a.json before it is a.ts.
  it("no module has the name of a data file beside it", () => {
    const folders = rooms.filter((room) => existsSync(join(root, room)) && !room.endsWith(".ts"));
    const data = folders.flatMap((room) =>
      readdirSync(join(root, room), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".json"))
        .map((file) => join(room, file.replace(/\.json$/, ".ts"))),
    );
    assert.ok(data.includes("settings/facts/instance-types.ts"));
    const modules = new Set(files.map(({ path }) => path));
    assert.deepEqual(
      data.filter((path) => modules.has(path)),
      [],
    );
  });

  for (const { check, title, broken, kept } of table) {
    it(title, () => assert.deepEqual(check(files), []));
    for (const [tree, expected] of broken) {
      it(`${title}: refuses ${expected[0] ?? ""}`, () =>
        assert.deepEqual(check(sourceFiles(new Map(Object.entries(tree)))), expected));
    }
    it(`${title}: accepts what keeps it`, () =>
      assert.deepEqual(check(sourceFiles(new Map(Object.entries(kept)))), []));
  }
});
