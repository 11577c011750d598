import assert from "node:assert/strict";
import { NodeHeadroom } from "../../../components/node-groups/node-headroom";
import { versions } from "../../../components/versions";
import type { NodesArgs } from "../../../settings/args/nodes";
import { kubernetesObjects, podTemplate } from "../../support/planned";
import { restrictedErrors } from "../../../policy/pod-security";
import { made, type Made } from "../kafka/recorded";

const nodes: NodesArgs = {
  groups: [
    {
      name: "workers",
      instanceTypes: ["m6i.large"],
      minSize: 1,
      maxSize: 5,
      availabilityZones: ["eu-west-1a"],
    },
    {
      name: "gpu",
      instanceTypes: ["g6.xlarge"],
      maxSize: 5,
      availabilityZones: ["eu-west-1a"],
      taints: [{ key: "team", value: "chat", effect: "NoExecute" }],
    },
  ],
  headroom: [
    { nodeGroup: "workers", replicas: 2, cpu: "500m", memory: "1Gi" },
    { nodeGroup: "gpu", replicas: 1, cpu: "1", memory: "2Gi" },
    { nodeGroup: "workers", replicas: 1, cpu: "100m", memory: "128Mi" },
  ],
};

describe("NodeHeadroom", () => {
  let run: Made;
  before(async () => {
    run = await made(() => new NodeHeadroom("headroom", { nodes }));
  });

  it("makes exactly these children, which the API server would admit", () => {
    assert.deepEqual(run.tree, [
      "headroom-default-deny kubernetes:networking.k8s.io/v1:NetworkPolicy",
      "headroom-gpu kubernetes:apps/v1:Deployment",
      "headroom-namespace kubernetes:core/v1:Namespace",
      "headroom-priority kubernetes:scheduling.k8s.io/v1:PriorityClass",
      "headroom-workers kubernetes:apps/v1:Deployment",
      "headroom-workers.2 kubernetes:apps/v1:Deployment",
    ]);
    assert.deepEqual(run.errors, []);
  });

  it("keeps pause pods below every pod, and not so low that no node is ordered for them (check 41)", () => {
    const { metadata, value, globalDefault, preemptionPolicy } =
      run.get("headroom-priority").inputs;
    assert.deepEqual(
      { metadata, value, globalDefault, preemptionPolicy },
      {
        metadata: { name: "headroom" },
        value: -10,
        globalDefault: undefined,
        preemptionPolicy: "Never",
      },
    );
  });

  it("runs as many pause pods as were asked for, of the size asked for", () => {
    const pods = ["headroom-workers", "headroom-gpu", "headroom-workers.2"].map((name) => {
      const { replicas, template } = run.spec(name);
      return [replicas, template.spec.containers[0].resources.requests];
    });
    assert.deepEqual(pods, [
      [2, { cpu: "500m", memory: "1Gi" }],
      [1, { cpu: "1", memory: "2Gi" }],
      [1, { cpu: "100m", memory: "128Mi" }],
    ]);
  });

  it("binds them to their group, whose taints they tolerate, and lets them go at once", () => {
    const { spec } = run.spec("headroom-gpu").template;
    assert.deepEqual(spec.nodeSelector, { "chatbot.dev/node-group": "gpu" });
    assert.deepEqual(spec.tolerations, [
      { key: "team", operator: "Equal", value: "chat", effect: "NoExecute" },
      { key: "nvidia.com/gpu", operator: "Equal", value: "true", effect: "NoSchedule" },
    ]);
    assert.equal(spec.terminationGracePeriodSeconds, 0);
    assert.equal(spec.priorityClassName, "headroom");
    assert.equal(spec.containers[0].image, `registry.k8s.io/pause:${versions.pause}`);
  });

  it("keeps to Pod Security's restricted level, which its namespace enforces (checks 30 and 31)", () => {
    const pods = kubernetesObjects(run.resources).flatMap((object) => podTemplate(object) ?? []);
    assert.equal(pods.length, 3);
    assert.deepEqual(pods.flatMap(restrictedErrors), []);
    const { labels } = run.get("headroom-namespace").inputs["metadata"] as {
      labels: Record<string, string>;
    };
    assert.equal(labels["pod-security.kubernetes.io/enforce"], "restricted");
  });

  it("selects the pods of each Deployment apart from the others' (check 54)", () => {
    const selectors = ["headroom-workers", "headroom-gpu", "headroom-workers.2"].map((name) =>
      JSON.stringify(run.spec(name).selector),
    );
    assert.equal(new Set(selectors).size, 3);
  });

  it("does not wait for pods that may wait for a node themselves", () => {
    const { annotations } = run.get("headroom-workers").inputs["metadata"] as {
      annotations: Record<string, string>;
    };
    assert.equal(annotations["pulumi.com/skipAwait"], "true");
    assert.deepEqual(run.waitsFor("headroom-workers"), ["headroom-namespace", "headroom-priority"]);
  });
});
