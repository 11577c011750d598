import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { notModelled } from "../forecast/not-modelled";
import { exampleSnippets, markdownSnippets, relativeLinks, typeErrors } from "./support/snippets";

const root = resolve(__dirname, "..");
const skipped = /(^|\/)(node_modules|dist|out|\.git)(\/|$)/;

/** Files below some folders, or at the root itself, by their ending. */
function filesOf(folders: readonly string[], ending: string): string[] {
  return folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: folder !== ".", encoding: "utf8" }).map((file) =>
        join(folder, file),
      ),
    )
    .filter((file) => file.endsWith(ending) && !skipped.test(file));
}

const read = (file: string): string => readFileSync(join(root, file), "utf8");
const documents = filesOf([".", "docs", "examples", "test"], ".md");

describe("documentation", () => {
  it("shows code that compiles", function () {
    this.timeout(180_000);
    const components = filesOf(["components"], ".ts");
    const snippets = [
      ...documents.flatMap((file) => markdownSnippets(file, read(file))),
      ...components.flatMap((file) => exampleSnippets(file, read(file))),
    ];
    const shown = new Set(snippets.map(({ file }) => file));
    const classes = components.filter((file) =>
      /extends pulumi\.ComponentResource\b/.test(read(file)),
    );
    assert.deepEqual(
      classes.filter((file) => !shown.has(file)),
      [],
      "component classes without an example",
    );
    assert.deepEqual(typeErrors(snippets, root), []);
  });

  it("lists what the forecast does not model as the forecast prints it", () => {
    const [, list = ""] = /^### Not modelled\n([^#]*)/m.exec(read("docs/forecast.md")) ?? [];
    const lines = [...list.matchAll(/^- (.*)$/gm)].map(([, line]) => line);
    assert.deepEqual(lines, notModelled);
  });

  it("links to files that exist", () => {
    const broken = documents.flatMap((file) =>
      relativeLinks(read(file))
        .filter((target) => !existsSync(join(root, dirname(file), decodeURI(target))))
        .map((target) => `${file} -> ${target}`),
    );
    assert.deepEqual(broken, []);
  });
});

describe("snippets", () => {
  const markdown = "# A\n\n```ts\nconst a: number = 1;\n```\n\n```sh\nls\n```\n";
  const source = [
    "/** Not an example. */",
    "const x = 1;",
    "/**",
    " * A class.",
    " *",
    " * @example",
    " * ```ts",
    " * const b = 2;",
    " *",
    " * b.toFixed();",
    " * ```",
    " */",
    "export class B {}",
    "",
  ].join("\n");

  it("are read from Markdown with their line", () => {
    assert.deepEqual(markdownSnippets("a.md", markdown), [
      { file: "a.md", line: 4, code: "const a: number = 1;\n" },
    ]);
  });

  it("are read from doc comments with their line", () => {
    assert.deepEqual(exampleSnippets("b.ts", source), [
      { file: "b.ts", line: 8, code: "const b = 2;\n\nb.toFixed();\n" },
    ]);
  });

  it("are checked as modules of the repository", () => {
    const code = `import type { Finding } from "./settings/finding";\n\nexport const a: Finding = 1;\n`;
    assert.deepEqual(typeErrors([{ file: "a.md", line: 10, code }], root), [
      "a.md:12: Type 'number' is not assignable to type 'Finding'.",
    ]);
  });

  it("knows links to files from other links", () => {
    const text =
      "[a](docs/a.md#part) [b](https://b) [c](#c) `[d](d.md)`\n```\n[e](e.md)\n```\n![f](f.svg)";
    assert.deepEqual(relativeLinks(text), ["docs/a.md", "f.svg"]);
  });
});
