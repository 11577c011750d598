import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { missingPlugins, wantedPlugins } from "../../pipeline/plugins";

describe("missingPlugins()", () => {
  const aws = { name: "aws", version: "7.48.0" };
  const eks = { name: "eks", version: "4.3.0" };

  it("wants the very version", () => {
    assert.deepEqual(missingPlugins([aws, eks], [aws, eks]), []);
    const [finding] = missingPlugins([aws, eks], [{ ...aws, version: "7.25.0" }]);
    assert.deepEqual([finding?.expected, finding?.got], ["aws 7.48.0, eks 4.3.0", "aws 7.25.0"]);
    assert.deepEqual(
      missingPlugins([eks], [aws]).map(({ expected, got }) => [expected, got]),
      [["eks 4.3.0", "none of them"]],
    );
  });
});

describe("wantedPlugins()", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "plugins-"));
    const write = (name: string, content: object): void => {
      mkdirSync(join(folder, "node_modules", "@pulumi", name), { recursive: true });
      const file = join(folder, "node_modules", "@pulumi", name, "package.json");
      writeFileSync(file, JSON.stringify(content));
    };
    write("aws", { version: "7.48.0", pulumi: { resource: true } });
    write("k8s", {
      version: "1.0.0",
      pulumi: { resource: true, name: "kubernetes", version: "v4.34.2" },
    });
    write("policy", { version: "1.21.0" });
    mkdirSync(join(folder, "node_modules", "@pulumi", "empty"));
    mkdirSync(join(folder, "stacks", "prod"), { recursive: true });
  });
  after(() => rmSync(folder, { recursive: true }));

  it("reads what SDKs stand for, also from a folder below", () => {
    const expected = [
      { name: "aws", version: "7.48.0" },
      { name: "kubernetes", version: "4.34.2" },
    ];
    assert.deepEqual(wantedPlugins(folder), expected);
    assert.deepEqual(wantedPlugins(join(folder, "stacks", "prod")), expected);
  });

  it("finds none where nothing is installed", () => {
    assert.deepEqual(wantedPlugins(tmpdir()), []);
  });
});
