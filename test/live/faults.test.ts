import assert from "node:assert/strict";
import { Deployment } from "./engine";
import { live } from "./lab";
import { amazon, others, StandIn } from "./stand-in/stand-in";

live("the dev stack where everything fails once", ["pulumi"], function () {
  this.timeout(1_800_000);
  let standIn: StandIn;
  let dev: Deployment;

  before(async () => {
    standIn = await StandIn.start([...amazon, ...others]);
    dev = await Deployment.start("dev", standIn);
  });

  after(() => {
    dev.end();
    standIn.stop();
  });

  it("comes up in the end, and then proposes nothing: no state is edited [F-60]", async () => {
    const { faults } = standIn.cloud;
    faults.add({ op: "create", times: 1, each: true, message: "ServiceUnavailable" });
    await dev.insist("up", 60);
    assert.ok(faults.count() >= 50, String(faults.count()));
    faults.clear();
    assert.deepEqual(await dev.preview(), []);
  });

  it("changes in the end", async () => {
    const { faults } = standIn.cloud;
    dev.set(["services", 1, "image"], "ghcr.io/acme/ai-chat-service:2.8.0");
    faults.add({ op: "update", times: 1, each: true, message: "Conflict" });
    assert.equal(await dev.insist("up", 5), 1);
    faults.clear();
    assert.deepEqual(await dev.preview(), []);
  });

  it("goes in the end, and leaves nothing", async () => {
    const { faults } = standIn.cloud;
    faults.add({ op: "delete", times: 1, each: true, message: "Throttling: Rate exceeded" });
    await dev.insist("destroy", 60);
    assert.ok(faults.count() >= 50, String(faults.count()));
    assert.deepEqual(standIn.cloud.all(), []);
    assert.deepEqual(await dev.resources(), []);
  });
});
