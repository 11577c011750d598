import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import { assertFound, assertUnseen, filesIn, madeUp, report, seen, told } from "./canaries";
import { Deployment } from "./engine";
import { live } from "./lab";
import { programFolder, surroundings, type ProgramFolder } from "./program-folder";
import { secretProgram, written } from "./secret-program";
import { amazon, others, StandIn } from "./stand-in/stand-in";

describe("the search for secrets", () => {
  it("finds a secret in every form in which it may be written", () => {
    const value = 'p@ss & "word" 1';
    const forms = [
      value,
      JSON.stringify({ value }),
      JSON.stringify(JSON.stringify({ value })),
      JSON.stringify(JSON.stringify({ value }).replace("&", "\\u0026")),
      encodeURIComponent(value),
      ...["", "a", "ab"].map((before) => Buffer.from(`${before}${value}zz`).toString("base64")),
    ];
    for (const text of forms) {
      assert.deepEqual(seen([{ what: "it", value }], [{ where: "here", text }]), ["it in here"]);
    }
    assert.deepEqual(seen([{ what: "it", value }], [{ where: "here", text: "p@ss" }]), []);
  });
});

live("secrets of the prod stack, by the engine's events", ["pulumi"], function () {
  this.timeout(1_200_000);
  let standIn: StandIn;
  let prod: Deployment;
  before(async () => {
    standIn = await StandIn.start([...amazon, ...others]);
    prod = await Deployment.start("prod", standIn);
  });
  after(() => {
    prod.end();
    standIn.stop();
  });

  it("are in no event, no output and no state of up, preview, refresh and destroy", async () => {
    const { stack } = prod;
    const places = [...(await told("up", (onEvent) => stack.up({ onEvent })))];
    const outputs = await stack.outputs();
    const kubeconfig = { what: "kubeconfig", value: String(outputs.kubeconfig?.value) };
    const canaries = [...madeUp(standIn.cloud), kubeconfig];
    assertFound(canaries, JSON.stringify(await stack.exportStack()));
    places.push(...(await told("preview", (onEvent) => stack.preview({ onEvent, diff: true }))));
    places.push(...(await told("refresh", (onEvent) => stack.refresh({ onEvent }))));
    prod.set(["cluster", "eks", "deletionProtection"], false);
    places.push(...(await told("a second up", (onEvent) => stack.up({ onEvent, diff: true }))));
    places.push(...(await told("destroy", (onEvent) => stack.destroy({ onEvent }))));
    assertUnseen(canaries, [...places, { where: "state", text: prod.stateText() }]);
  });
});

live("secrets of another team's program", ["pulumi"], function () {
  this.timeout(1_200_000);
  let standIn: StandIn;
  let folder: ProgramFolder;
  let stack: Stack;
  before(async () => {
    standIn = await StandIn.start([...amazon, ...others]);
    // The cluster that the program finds, and a node of it.
    const there = { urn: "", id: "acme", outputs: {} };
    const scalingConfig = { minSize: 1 };
    standIn.cloud.keep({ ...there, type: "aws:eks/cluster:Cluster", inputs: { name: "acme" } });
    standIn.cloud.keep({
      ...there,
      type: "aws:eks/nodeGroup:NodeGroup",
      inputs: { scalingConfig },
    });
    folder = programFolder({}, "dev");
    stack = await LocalWorkspace.createStack(
      { stackName: "dev", projectName: "acme", program: secretProgram },
      { envVars: surroundings(folder, standIn) },
    );
  });
  after(() => {
    standIn.stop();
    rmSync(folder.path, { recursive: true, force: true });
    report();
  });

  it("stay secret in whatever place of the settings it hands them in", async () => {
    const places = [
      ...(await told("up", (onEvent) => stack.up({ onEvent }))),
      ...(await told("preview", (onEvent) => stack.preview({ onEvent, diff: true }))),
    ];
    const canaries = [...written, ...madeUp(standIn.cloud)];
    assertFound(canaries, JSON.stringify(await stack.exportStack()));
    places.push(...filesIn(join(folder.path, "state"), "state"));
    places.push(...(await told("destroy", (onEvent) => stack.destroy({ onEvent }))));
    assertUnseen(
      canaries,
      places.filter(({ text }) => text.length > 0),
    );
  });
});
