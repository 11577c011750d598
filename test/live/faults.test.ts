import assert from "node:assert/strict";
import { Deployment } from "./engine";
import { addFaults } from "./fault-points";
import { live } from "./lab";
import { nameOf } from "./stand-in/cloud";
import { amazon, others, StandIn } from "./stand-in/stand-in";

/** What is kept on purpose when the stack goes: whoever looks for a cause still needs it. */
const kept = ["chatbot-foundation-cluster-logs", "chatbot-foundation-network-flow-logs-group"];

live(
  "the prod stack, where every type of resource fails, throttles and hangs",
  ["pulumi"],
  function () {
    this.timeout(900_000);
    let standIn: StandIn;
    let prod: Deployment;
    const say = (text: string): void => void process.stderr.write(`    ${text}\n`);

    before(async () => {
      standIn = await StandIn.start([...amazon, ...others]);
      prod = await Deployment.start("prod", standIn);
    });

    after(() => {
      prod.end();
      standIn.stop();
    });

    it("comes up by saying `up` again, and then proposes nothing: no state is edited [F-60]", async () => {
      const { cloud } = standIn;
      const points = addFaults(cloud, "create", await prod.preview(), 2);
      const failed = await prod.insist("up", 40);
      say(`up: ${points} points, ${failed} runs that failed or were cancelled`);
      assert.ok(points >= 50, String(points));
      assert.equal(cloud.faults.count(), points);
      cloud.faults.clear();
      assert.deepEqual(await prod.preview(), []);
    });

    it("lets its protection go by its settings, changes in the end, and then proposes nothing", async () => {
      const { faults } = standIn.cloud;
      prod.set(["cluster", "eks", "deletionProtection"], false);
      prod.set(["services", 1, "resources", "memory"], "3Gi");
      faults.add({ op: "update", times: 1, each: true, message: "Conflict" });
      assert.ok((await prod.insist("up", 10)) > 0);
      assert.ok(faults.count() > 0);
      faults.clear();
      assert.deepEqual(await prod.preview(), []);
    });

    it("goes by saying `destroy` again, and leaves nothing but its logs", async () => {
      const { cloud } = standIn;
      const steps = (await prod.resources()).map(({ type, urn }) => ({
        op: "delete",
        type,
        name: nameOf(urn),
      }));
      const points = addFaults(
        cloud,
        "delete",
        steps.filter(({ name }) => !kept.includes(name)),
        2,
      );
      const failed = await prod.insist("destroy", 90);
      say(`destroy: ${points} points, ${failed} runs that failed or were cancelled`);
      assert.ok(points >= 50, String(points));
      assert.equal(cloud.faults.count(), points);
      assert.deepEqual(
        cloud
          .all()
          .map(({ urn }) => nameOf(urn))
          .sort(),
        kept,
      );
      assert.deepEqual(await prod.resources(), []);
    });
  },
);
