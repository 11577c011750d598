import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Running } from "./command-line";
import { live } from "./lab";
import { changeSettings, ownFiles, programFolder, type ProgramFolder } from "./program-folder";
import { nameOf } from "./stand-in/cloud";
import type { Fault } from "./stand-in/faults";
import { amazon, others, StandIn } from "./stand-in/stand-in";

type Point = Pick<Fault, "op" | "name" | "when">;

const created = (name: RegExp, when: Fault["when"]): Point => ({ op: "create", name, when });
const deleted = (name: RegExp, when: Fault["when"]): Point => ({ op: "delete", name, when });

live("chatbot-platform, killed and interrupted", ["pulumi"], function () {
  this.timeout(600_000);
  let standIn: StandIn;
  let folder: ProgramFolder;
  let kills = 0;

  const started: Running[] = [];
  const ours = (...words: string[]): Running => {
    const running = Running.ours(folder, standIn, ...words);
    started.push(running);
    return running;
  };
  const clearing = ["up", "--stack", "dev", "--clear-pending-creates"];

  before(async () => {
    standIn = await StandIn.start([...amazon, ...others]);
    folder = programFolder(ownFiles("dev"), "dev");
  });

  after(async () => {
    await Promise.all(started.map((running) => running.stop()));
    process.stderr.write(`    killed at ${kills} points\n`);
    rmSync(folder.path, { recursive: true, force: true });
    standIn.stop();
  });

  /** Waits until these hang, and nothing else is under way. */
  async function hanging(points: readonly Point[], running: Running): Promise<void> {
    const { cloud } = standIn;
    for (const point of points) cloud.faults.add({ ...point, times: 1, hangs: true });
    const early = running.ended.then(({ text }) => assert.fail(text));
    const stuck = new Promise<void>((done) => {
      const watch = setInterval(() => {
        if (!cloud.stuck() || cloud.faults.hanging() < points.length) return;
        clearInterval(watch);
        done();
      }, 200);
      void running.ended.then(() => clearInterval(watch));
    });
    await Promise.race([early, stuck]);
    cloud.faults.clear();
  }

  /** A machine dies while a command makes or deletes these: nobody hears of an end. "after": it was done. */
  async function killed(words: readonly string[], ...points: Point[]): Promise<void> {
    const { faults } = standIn.cloud;
    const running = ours(...words);
    await hanging(points, running);
    running.tellAll("SIGKILL");
    await running.ended;
    kills += points.length;
    faults.cancel();
  }

  /** The next run is locked out, and says what to type, which is typed. */
  async function unlocked(...words: string[]): Promise<void> {
    const { code, text } = await ours(...words).ended;
    assert.equal(code, 1, text);
    const said =
      /dev: expected a stack that nobody else updates, got a lock of .+ \(pid \d+\) at .+: wait for its end; if its process is gone: (pulumi cancel --yes --stack dev), and run again \[stack\/locked\]/;
    const [, line] = said.exec(text) ?? assert.fail(text);
    const { code: cancelled, text: output } = await Running.typed(line ?? "", folder, standIn)
      .ended;
    assert.equal(cancelled, 0, output);
  }

  /**
   * The next run names each create that nobody knows the end of, and how it is adopted: where AWS has it, that is typed.
   * @returns each, and whether it was there
   */
  async function adopted(...words: string[]): Promise<string[]> {
    const { code, text } = await ours(...words).ended;
    assert.equal(code, 1, text);
    const findings = text.split("\n").filter((line) => line.includes("[pending/create]"));
    const done: string[] = [];
    for (const finding of findings) {
      assert.match(finding, /then run again with --clear-pending-creates/);
      const [line = "", type, name, id] =
        /pulumi import [^']+'([^']+)' '([^']+)' '([^']+)'[^;]*/.exec(finding) ??
        assert.fail(finding);
      const made = standIn.cloud
        .all()
        .find((thing) => thing.type === type && nameOf(thing.urn) === name);
      done.push(`${name}: ${made === undefined ? "not there" : "adopted"}`);
      if (made === undefined) continue;
      assert.ok(id === made.id || id === "<id>", `${id} ${made.id}`);
      const adopt = `${line.replace("<id>", made.id)} --yes`;
      const { code: imported, text: output } = await Running.typed(adopt, folder, standIn).ended;
      assert.equal(imported, 0, output);
    }
    return done;
  }

  /** Nothing is in the cloud that the state does not know, nothing twice, and nothing is pending. */
  function assertWhole(): void {
    const file = join(folder.path, "state", ".pulumi", "stacks", "chatbot", "dev.json");
    const { resources = [], pending_operations: pending = [] } = JSON.parse(
      readFileSync(file, "utf8"),
    ).checkpoint.latest as { resources?: { type: string; id?: string }[]; pending_operations?: [] };
    const known = resources
      .filter(({ type, id }) => id !== undefined && !type.startsWith("pulumi:"))
      .map(({ type, id }) => `${type} ${id}`);
    assert.deepEqual(
      known.sort(),
      standIn.cloud
        .all()
        .map(({ type, id }) => `${type} ${id}`)
        .sort(),
    );
    assert.deepEqual(pending, []);
  }

  it("names what AWS may have when it was killed at the network, and how that is adopted [F-53]", async () => {
    await killed(
      ["up", "--stack", "dev"],
      created(/flow-logs-role$/, "after"),
      created(/flow-logs-group$/, "before"),
      created(/network-vpc$/, "after"),
    );
    await unlocked("up", "--stack", "dev");
    assert.deepEqual(await adopted("up", "--stack", "dev"), [
      "chatbot-foundation-network-flow-logs-role: adopted",
      "chatbot-foundation-network-flow-logs-group: not there",
      "chatbot-foundation-network-vpc: adopted",
    ]);
  });

  it("goes on from there, and is killed again at the control plane", async () => {
    await killed(clearing, created(/eks-eksCluster$/, "after"));
    assert.equal(standIn.cloud.ofType("aws:ec2/vpc:Vpc").length, 1);
    await unlocked("up", "--stack", "dev");
    assert.deepEqual(await adopted("up", "--stack", "dev"), [
      "chatbot-foundation-cluster-eks-eksCluster: adopted",
    ]);
  });

  it("does the same for a Helm release, whose name is taken as long as it is there [F-50]", async () => {
    await killed(clearing, created(/kafka-release$/, "after"));
    await unlocked("up", "--stack", "dev");
    assert.deepEqual(await adopted("up", "--stack", "dev"), ["chatbot-kafka-release: adopted"]);
  });

  it("needs nobody but for the lock where Kubernetes alone was at work", async () => {
    await killed(
      clearing,
      created(/frontend-deployment$/, "before"),
      created(/ai-chat-service-scaled-object$/, "after"),
      created(/ai-summary-service-deployment$/, "after"),
    );
    await unlocked("up", "--stack", "dev");
    const { code, text } = await ours("up", "--stack", "dev").ended;
    assert.equal(code, 0, text);
    assertWhole();
  });

  it("tells two updates at once apart while AWS is creating: nothing is to be cleared [F-54]", async () => {
    const group = { name: "more", instanceTypes: ["m6i.large"], maxSize: 2 };
    changeSettings(folder, ["nodes", "groups", 2], group);
    const first = ours("up", "--stack", "dev");
    await hanging([created(/^chatbot-foundation-nodes-more$/, "before")], first);
    for (const words of [["up"], ["up", "--clear-pending-creates"], ["destroy", "--yes"]]) {
      const { code, text } = await ours(...words).ended;
      assert.equal(code, 1, text);
      assert.match(text, /a lock of .+: wait for its end; .+ \[stack\/locked\]/);
      assert.doesNotMatch(text, /pending\/create/);
    }
    standIn.cloud.faults.resume();
    const { code, text } = await first.ended;
    assert.equal(code, 0, text);
    assertWhole();
  });

  for (const [whom, tell] of [
    ["the process", (running: Running) => running.tell("SIGINT")],
    ["its whole group, as a shell does", (running: Running) => running.tellAll("SIGINT")],
  ] as const) {
    it(`stops cleanly at SIGINT to ${whom}: no lock, nothing pending, and the next run goes on`, async () => {
      changeSettings(
        folder,
        ["services", 1, "image"],
        `ghcr.io/acme/ai-chat-service:${whom.length}.0`,
      );
      const running = ours("up", "--stack", "dev");
      await hanging([{ op: "update", name: /ai-chat-service-deployment$/ }], running);
      tell(running);
      const { code, text } = await running.ended;
      assert.equal(code, 1, text);
      assert.match(text, /stopping: what is under way comes to its end/);
      assert.match(
        text,
        /a cancellation after \d+ changed resources?: run again: .+ \[stack\/cancelled\]/,
      );
      assertWhole();
      const next = await ours("up", "--stack", "dev").ended;
      assert.equal(next.code, 0, next.text);
      assertWhole();
    });
  }

  it("goes on with a destroy that was killed at KEDA's objects, and again at the nodes", async () => {
    const words = ["destroy", "--stack", "dev", "--yes"];
    await killed(
      words,
      deleted(/ai-chat-service-scaled-object$/, "after"),
      deleted(/frontend-scaled-object$/, "before"),
    );
    await unlocked(...words);
    await killed(words, deleted(/nodes-system$/, "after"), deleted(/nodes-workers$/, "before"));
    await unlocked(...words);
    const { code, text } = await ours(...words).ended;
    assert.equal(code, 0, text);
    assert.deepEqual(standIn.cloud.all(), []);
    assertWhole();
  });
});
