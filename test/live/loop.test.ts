import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { existingNodes } from "../../forecast/inputs/existing-nodes";
import { live } from "./lab";
import type { Course } from "./loop-course";
import { compare, poolNodes, type Compared } from "./loop-forecast";
import { pictureOf } from "./loop-picture";
import { LoopRun } from "./loop-run";
import * as scenarios from "./loop-scenarios";
import { article, partitions } from "./loop-stack";
import { poolName } from "./played-node";

/** What all scenarios find; they run side by side, because most of their time they wait. */
function start(run: LoopRun) {
  const { outageKafka } = run;
  return {
    waves: scenarios.wavesScenario(run),
    idle: scenarios.idleScenario(run),
    capped: scenarios.cappedScenario(run),
    floor: scenarios.floorScenario(run),
    outage: outageKafka && scenarios.outageScenario(run, outageKafka),
  };
}

const pictures = resolve(__dirname, "..", "..", "out", "live");

/** No step up that the behaviour forbids: four pods, or twice as many. From zero, KEDA's one may be gone past unseen. */
function assertSteps(replicas: Course, from: number): void {
  const steps = replicas.valuesSince(from);
  for (const [i, count] of steps.entries()) {
    const before = Math.max(1, steps[i - 1] ?? count);
    assert.ok(count <= Math.max(before + 4, before * 2), replicas.text());
  }
  assert.equal(Math.max(...steps), partitions, replicas.text());
}

live("the loop: Kafka, KEDA, the HPA, pods, nodes", ["kubernetes", "kafka"], function () {
  this.timeout(540_000);
  const run = new LoopRun();
  let found: ReturnType<typeof start> & { article: Promise<scenarios.Played> };
  let floor: { from: Date; to: Date };

  before(async () => {
    await run.prepare();
    await run.article();
    const slowest = scenarios.articleScenario(run);
    // Whoever asks for one hears of its failure; the others go on.
    slowest.catch(() => undefined);
    await run.prepareOutage();
    const made = scenarios.services();
    floor = made.floor;
    await run.services(scenarios.namespace, made.services, run.kafka, run.prometheus);
    if (run.outageKafka !== undefined)
      await run.services(scenarios.outage, scenarios.outageServices(), run.outageKafka);
    const others = start(run);
    found = { article: slowest, ...others };
    for (const scenario of Object.values(others)) scenario?.catch(() => undefined);
  });

  after(() => run.end());

  it("wakes to the minimum at once and goes back to idleReplicaCount", async () => {
    const { workload, from } = await found.idle;
    assert.deepEqual(workload.replicas.valuesSince(from), [0, 2, 0]);
  });

  it("never has more replicas than partitions, however long the queue", async () => {
    const { workload, from } = await found.capped;
    assertSteps(workload.replicas, from);
  });

  it("is held by the pause annotation, and goes on without it", async () => {
    const { workload, pausedAt } = await found.capped;
    const { replicas } = workload;
    assert.deepEqual(replicas.valuesSince(pausedAt), [partitions, 2, partitions, 0]);
  });

  it("has its floor by the clock, more while lag asks for more, and nothing after both", async () => {
    const { replicas } = await found.floor;
    const [from, to] = [floor.from.getTime(), floor.to.getTime()];
    // KEDA wakes to one, and the HPA may see the end of the floor before KEDA has cooled down.
    const seen = replicas.valuesSince(from - 1000).filter((count) => count !== 1);
    assert.deepEqual(seen, [0, 2, partitions, 2, 0], replicas.text());
    for (let at = from + 20_000; at < to; at += 1000)
      assert.ok(replicas.valueAt(at) >= 2, replicas.text());
  });

  describe("without its broker", () => {
    let outage: scenarios.Outage;

    before(async function () {
      if (found.outage === undefined) {
        process.stderr.write("SKIPPED for want of KAFKA_CLASSPATH: the loop without its broker\n");
        return this.skip();
      }
      outage = await found.outage;
    });

    const table: [string, string, number, number, number][] = [
      ["what always runs gets the fallback that the platform derives", "kept", 1, 2, 1],
      ["a fallback after three failures never starts, of which a rule warns", "late", 1, 1, 1],
      ["what works goes on, past its cooldown [F-14]", "busy", 2, 2, 0],
      ["what sleeps is started by a fallback, of which a rule warns [F-15]", "asleep", 0, 4, 0],
    ];
    for (const [title, name, before, without, after] of table) {
      it(title, () => {
        const seen = [outage.before[name], outage.without[name], outage.after[name]];
        assert.deepEqual(seen, [before, without, after]);
      });
    }
  });

  describe("the article's traffic on the local stack", () => {
    let played: scenarios.Played;

    before(async () => {
      played = await found.article;
    });

    it("finds it asleep, though nobody ever committed an offset [F-16]", () => {
      assert.deepEqual(
        [played.committed, played.workload.replicas.valueAt(played.from)],
        [[-1], 0],
      );
    });

    it("wakes it up to the number of partitions, and never above", () => {
      assertSteps(played.workload.replicas, played.from);
    });

    it("leaves pods without a node until there are new nodes", function () {
      if (!run.hasPool) {
        process.stderr.write("SKIPPED for want of Karpenter with played nodes: new nodes\n");
        return this.skip();
      }
      const [pending, nodes] = [played.workload.pending, run.cluster.nodes(poolName)];
      const most = Math.max(...nodes.valuesSince(played.from));
      assert.ok(most >= 2, nodes.text());
      const [first] = nodes.moments.filter(({ value }) => value > 0);
      assert.ok(pending.valueAt(first!.at - 1000) > 0, pending.text());
      assert.equal(pending.valueAt(played.to), 0, pending.text());
    });

    it("drains, and ends at zero without nodes", () => {
      const { workload, sent } = played;
      const idle = sent.at(-1)!.at;
      // The stack's own numbers: five minutes until the HPA may go down, six until KEDA puts it to sleep.
      assert.equal(workload.replicas.valueAt(idle + 290_000), partitions, workload.replicas.text());
      assert.equal(workload.replicas.value, 0);
      assert.equal(workload.ready.value || 0, 0);
      if (run.hasPool) assert.equal(run.cluster.nodes(poolName).value, 0);
    });
  });

  describe("the forecast of the same manifests and traffic", () => {
    const all: { compared: Compared; beside?: { label: string; values: number[] }[] }[] = [];

    after(() => {
      mkdirSync(pictures, { recursive: true });
      const file = join(pictures, "loop.svg");
      writeFileSync(file, pictureOf(all));
      process.stdout.write(`    see ${file}\n`);
    });

    const agrees = (compared: Compared, most = 0): void => {
      const { apart, apartMedian, meanError, seen } = compared;
      const said = `${apart} s apart, median of phases ${apartMedian} of ${seen.length} s; mean replicas ${(meanError * 100).toFixed(1)} %`;
      process.stdout.write(`      ${compared.name}: ${said}\n`);
      assert.ok(apart <= most, said);
    };

    it("has the article's replicas within one sync of the HPA", async () => {
      const played = await found.article;
      const nodes = run.hasPool ? poolNodes : existingNodes;
      const compared = compare(played, run.objects.get(article.namespace)!, { nodes });
      const bySecond = (course: Course): number[] =>
        compared.seen.map((_, second) => course.valueAt(played.from + second * 1000 + 500));
      all.push({
        compared,
        beside: [
          { label: "without a node", values: bySecond(played.workload.pending) },
          { label: "nodes", values: bySecond(run.cluster.nodes(poolName)) },
        ],
      });
      // Nodes are ordered by Karpenter, so the queue is gone a little earlier or later: a step of one sync may be another.
      agrees(compared, run.hasPool ? 15 : 0);
    });

    for (const name of ["kept", "late", "asleep"]) {
      it(`has those of ${name} without its broker within one sync of the HPA`, async function () {
        if (found.outage === undefined) return this.skip();
        const { from, to, away } = await found.outage;
        const workload = run.cluster.workload(`${scenarios.outage}/${name}`);
        const objects = run.objects.get(scenarios.outage)!;
        const compared = compare({ workload, sent: [], from, to }, objects, { outages: [away] });
        all.push({ compared });
        agrees(compared);
      });
    }

    it("has those of two triggers and two waves within one sync of the HPA", async () => {
      const compared = compare(await found.waves, run.objects.get(scenarios.namespace)!);
      all.push({ compared });
      agrees(compared);
      assert.deepEqual(run.prometheus.refused, []);
    });
  });
});
