import assert from "node:assert/strict";
import { chartSources } from "./charts";
import { addDeadParts } from "./dead-parts";
import { Deployment } from "./engine";
import { kubectl, namesOf, remove } from "./kubectl";
import { live } from "./lab";
import { OperatorStatus } from "./operator-status";
import { addRoom, removeRoom } from "./played-node";
import { operatorCrds } from "./rendered";
import { amazon, StandIn } from "./stand-in/stand-in";

live(
  "the local stack under the real engine, on a real API server",
  ["pulumi", "kubernetes", "kubernetesPlugin"],
  function () {
    this.timeout(600_000);
    let standIn: StandIn;
    let local: Deployment;
    let operators: OperatorStatus;
    let present: string[];
    let crds: string[];

    before(async () => {
      present = await namesOf("namespaces");
      crds = await namesOf("customresourcedefinitions");
      standIn = await StandIn.start([...amazon, "random", "tls", "kafka"]);
      local = await Deployment.start("local", standIn);
      const { keda, strimzi } = chartSources(local.folder);
      // What it brings is dead from the beginning, so that the way down is as bad as it can be.
      if (process.env.CHARTS_DIR === undefined) addDeadParts(keda);
      const { out: context } = await kubectl(["config", "current-context"]);
      local.set(["cluster", "existing", "context"], context.trim());
      // Where KEDA is, its namespace is its own.
      const mine = present.includes("keda") ? "keda-of-live-test" : "keda";
      local.set(["keda"], { operator: { namespace: mine, chart: { source: keda } } });
      local.set(["kafka", "strimzi", "chart"], { source: strimzi });
      await addRoom();
      operators = new OperatorStatus();
    });

    after(async () => {
      await operators.stop();
      const made = operatorCrds().filter(({ metadata }) => !crds.includes(String(metadata?.name)));
      await remove(made);
      await removeRoom();
      local.end();
      standIn.stop();
    });

    it("comes up, and then proposes nothing", async () => {
      await local.up();
      assert.deepEqual(await local.preview(), []);
    });

    it("finds no drift in what the server made of it", async () => {
      await local.refresh();
      assert.deepEqual(await local.preview(), []);
    });

    it("leaves replicas to KEDA [F-19]", async () => {
      await kubectl([
        ...["scale", "deployment", "ai-chat-service", "--namespace", "chatbot", "--replicas", "3"],
      ]);
      await local.refresh();
      assert.deepEqual(await local.preview(), []);
    });

    it("makes anew what somebody deleted", async () => {
      const args = ["delete", "deployment", "frontend", "--namespace", "chatbot"];
      assert.equal((await kubectl(args)).code, 0);
      await local.refresh();
      const steps = await local.up();
      assert.ok(
        steps.some(({ op, name }) => op === "create" && /frontend-deployment/.test(name)),
        JSON.stringify(steps),
      );
    });

    it("goes, past a dead APIService and a dead webhook, and leaves nothing of its own [F-02, F-07, F-13, F-42]", async () => {
      if (process.env.CHARTS_DIR === undefined) {
        const { out } = await kubectl(["get", "apiservices", "-o", "yaml"]);
        assert.match(out, /reason: ServiceNotFound/);
      }
      await local.destroy();
      assert.deepEqual((await namesOf("namespaces")).sort(), [...present].sort());
      assert.deepEqual(await local.resources(), []);
      const { out } = await kubectl(["get", "priorityclasses", "-o", "name"]);
      assert.doesNotMatch(out, /chatbot/);
      assert.deepEqual(standIn.cloud.all(), []);
    });
  },
);
