import assert from "node:assert/strict";
import { PriorityTiers } from "../../../components/service/priority-tiers";
import { record } from "../../../plan/record";

/** https://kubernetes.io/docs/tasks/administer-cluster/guaranteed-scheduling-critical-addon-pods/ */
const systemClusterCritical = 2_000_000_000;

/** Priority of headroom's pause pods, and Cluster Autoscaler's cutoff. */
const headroom = -10;

describe("PriorityTiers", () => {
  it("orders platform > realtime > batch > pods without a class > headroom (check 41)", async () => {
    const { resources } = await record(async () => {
      new PriorityTiers("chatbot", {});
    });
    const classes = new Map(
      resources.slice(1).map(({ name, inputs }) => [name, inputs as { value: number }]),
    );
    assert.deepEqual([...classes.keys()].sort(), ["chatbot-batch", "chatbot-realtime"]);
    const order = [
      systemClusterCritical,
      classes.get("chatbot-realtime")?.value ?? NaN,
      classes.get("chatbot-batch")?.value ?? NaN,
      0,
      headroom,
    ];
    order.slice(1).forEach((value, i) => assert.ok(value < (order[i] ?? NaN), String(order)));
  });

  it("names the classes by the prefix, makes none the default, and says their names", async () => {
    const { resources, outputs } = await record(async () => {
      const { realtime, batch } = new PriorityTiers("tiers", { prefix: "blue" });
      return { realtime, batch };
    });
    assert.deepEqual(outputs, { realtime: "blue-realtime", batch: "blue-batch" });
    for (const { inputs } of resources.slice(1)) {
      assert.ok(!("globalDefault" in inputs));
      assert.equal(inputs["preemptionPolicy"], "PreemptLowerPriority");
    }
  });
});
