import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Running, type Ended } from "./command-line";
import { live } from "./lab";
import { ownFiles, programFolder, type ProgramFolder } from "./program-folder";
import { amazon, others, StandIn } from "./stand-in/stand-in";

live("chatbot-platform, the command, on the dev stack", ["pulumi"], function () {
  this.timeout(300_000);
  let standIn: StandIn;
  let folder: ProgramFolder;
  const run = (...words: string[]): Promise<Ended> => Running.ours(folder, standIn, ...words).ended;
  const state = () => {
    const file = join(folder.path, "state", ".pulumi", "stacks", "chatbot", "dev.json");
    return JSON.parse(readFileSync(file, "utf8")).checkpoint.latest;
  };

  before(async () => {
    standIn = await StandIn.start([...amazon, ...others]);
    folder = programFolder(ownFiles("dev"), "dev");
  });

  after(() => {
    rmSync(folder.path, { recursive: true, force: true });
    standIn.stop();
  });

  it("up --stack dev makes everything, prints each resource and then the outputs", async () => {
    const { code, text } = await run("up", "--stack", "dev");
    assert.equal(code, 0, text);
    const made = text.match(/^ {2}done create aws:eks\/cluster:Cluster .+$/gm);
    assert.deepEqual(made, [
      "  done create aws:eks/cluster:Cluster chatbot-foundation-cluster-eks-eksCluster",
    ]);
    assert.match(text, /^ {2}clusterName: "chatbot-dev"$/m);
    assert.match(text, /^ {2}bootstrapServers: "kafka-cluster-kafka-bootstrap\.kafka\.svc:9093"$/m);
    assert.match(text, /^ {2}kubeconfig: "\[secret\]"$/m);
    assert.match(text, /^dev: updated, \d+ to create, 0 unchanged\n$/m);
    assert.ok(standIn.cloud.all().length > 100);
  });

  it("up again changes nothing", async () => {
    const deeds = standIn.cloud.deeds.length;
    const { code, text } = await run("up", "--stack", "dev");
    assert.equal(code, 0, text);
    assert.match(text, /^dev: updated, \d+ unchanged\n$/m);
    assert.doesNotMatch(text, /^ {2}done /m);
    assert.equal(standIn.cloud.deeds.length, deeds);
  });

  it("preview --json has nothing to do, and its last line says so", async () => {
    const { code, text } = await run("preview", "dev", "--json");
    assert.equal(code, 0, text);
    const result = JSON.parse(text.trim().split("\n").at(-1) ?? "");
    assert.deepEqual([result.kind, result.open, result.steps], ["result", true, []]);
  });

  it("destroy says what would be lost, deletes nothing and ends with 1", async () => {
    const { code, text } = await run("destroy", "--stack", "dev");
    assert.equal(code, 1, text);
    assert.match(text, /would be lost with chatbot-kafka-topic-ai\.chatbot: the topic's messages/);
    assert.match(text, /^dev: \d+ to delete, 0 unchanged; nothing was deleted: --yes deletes it$/m);
    assert.ok(standIn.cloud.all().length > 100);
  });

  it("destroy --stack dev --yes deletes everything: nothing is left in the cloud nor in the state", async () => {
    const { code, text } = await run("destroy", "--stack", "dev", "--yes");
    assert.equal(code, 0, text);
    assert.match(text, /^dev: \d+ to delete, 0 unchanged$/m);
    assert.deepEqual(standIn.cloud.all(), []);
    assert.deepEqual(state().resources ?? [], []);
    assert.deepEqual(state().pending_operations ?? [], []);
  });
});
