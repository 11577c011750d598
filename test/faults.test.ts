import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { changeRules } from "../settings/changes/changes";
import { rules } from "../settings/rules/rules";

const root = resolve(__dirname, "..");
const page = readFileSync(join(root, "docs", "faults.md"), "utf8");

interface Fault {
  id: string;
  done: string;
  shown: string;
}

const faults = page.split("\n").flatMap((line): Fault[] => {
  const [, fault = "", done = "", shown = ""] = line.split(/\s*(?<!\\)\|\s*/);
  const [id] = /^F-\d\d/.exec(fault) ?? [];
  return id === undefined ? [] : [{ id, done, shown }];
});

/** Text of a test, and of the tables of cases in the folder that is called like it. */
function textOf(file: string): string {
  const path = join(root, "test", file);
  if (!existsSync(path)) return "";
  const folder = path.replace(/\.test\.ts$/, "");
  const beside = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  return [path, ...beside].map((one) => readFileSync(one, "utf8")).join("\n");
}

/** References `file: words`, the text between backquotes. */
const references = ({ shown }: Fault): { file: string; words: string }[] =>
  [...shown.matchAll(/`([\w./-]+\.test\.ts): ([^`]+)`/g)].map(([, file = "", words = ""]) => ({
    file,
    words,
  }));

describe("the page of faults", () => {
  it("lists sixty, in order, each with what is done about it", () => {
    const ids = Array.from({ length: 60 }, (_, i) => `F-${String(i + 1).padStart(2, "0")}`);
    assert.deepEqual(
      faults.map(({ id }) => id),
      ids,
    );
    assert.ok(faults.every(({ done }) => done.length > 10));
  });

  it("names for each a test that is there, by its words", () => {
    const wrong = faults.flatMap((fault) => {
      const named = references(fault);
      if (named.length === 0) return [`${fault.id}: no test`];
      return named
        .filter(({ file, words }) => !textOf(file).includes(words))
        .map(({ file, words }) => `${fault.id}: ${file} has no "${words}"`);
    });
    assert.deepEqual(wrong, []);
  });

  it("names no file without words", () => {
    const bare = faults.flatMap(({ id, shown }) =>
      [...shown.matchAll(/`[\w./-]+\.test\.ts`/g)].map(([file]) => `${id}: ${file}`),
    );
    assert.deepEqual(bare, []);
  });

  it("names rules that there are", () => {
    const ids = new Set([...rules, ...changeRules].map(({ id }) => id));
    const named = faults.flatMap(({ done }) =>
      [...done.matchAll(/`([a-z-]+\/[a-z-]+)`/g)].map(([, rule = ""]) => rule),
    );
    assert.ok(named.length > 3);
    assert.deepEqual(
      named.filter((rule) => !ids.has(rule)),
      [],
    );
  });
});
