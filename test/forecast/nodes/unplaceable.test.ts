import assert from "node:assert/strict";
import type { PlacedPod } from "../../../forecast/nodes/placed-pod";
import { podsPerNode } from "../../../forecast/nodes/pods-per-node";
import { whyUnplaceable } from "../../../forecast/nodes/unplaceable";
import { unplaceable } from "../../../forecast/unplaceable";
import { madeGroup, madePod, madeStanding } from "../../support/made-world";

const { template } = madeGroup("workers");
const tainted = {
  ...template,
  group: "gpu",
  taints: [{ key: "gpu", value: "true", effect: "NoSchedule" }],
};

describe("pods on a new node", () => {
  const rows: [title: string, pod: Partial<PlacedPod>, expected: number][] = [
    ["fill its cores", {}, 3],
    ["fill its memory", { cpuMilli: 1, memoryMiB: 6000 }, 2],
    ["fill its places, of which a DaemonSet has one", { cpuMilli: 1, memoryMiB: 1 }, 19],
    ["need no core and no memory", { cpuMilli: 0, memoryMiB: 0 }, 19],
    ["are none when they are too large", { cpuMilli: 3501 }, 0],
    ["may fill it to the brim", { cpuMilli: 3500 }, 1],
    ["are none without a GPU", { gpus: 1 }, 0],
    ["are one when they want the same port", { hostPort: 80 }, 1],
    [
      "are one when they keep away from each other",
      {
        labels: { app: "a" },
        affinity: {
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              {
                labelSelector: { matchLabels: { app: "a" } },
                topologyKey: "kubernetes.io/hostname",
              },
            ],
          },
        },
      },
      1,
    ],
  ];
  for (const [title, pod, expected] of rows)
    it(title, () => assert.equal(podsPerNode({ ...madePod, ...pod }, template), expected));

  it("share its GPUs", () => {
    const gpus = { ...template, allocatable: { ...template.allocatable, gpus: 2 } };
    assert.equal(podsPerNode({ ...madePod, gpus: 1 }, gpus), 2);
  });
});

describe("a pod that no node ever takes", () => {
  const rows: [title: string, pod: Partial<PlacedPod>, expected: string | undefined][] = [
    ["is none when a group takes it", {}, undefined],
    [
      "asks for more cores than are left of a node",
      { cpuMilli: 4000, tolerations: [{ operator: "Exists" }] },
      "workers: has 3500m CPU for pods, a replica asks for 4000m; gpu: has 3500m CPU for pods, a replica asks for 4000m",
    ],
    [
      "asks for more memory",
      { memoryMiB: 20_000 },
      "workers: has 16384Mi memory for pods, a replica asks for 20000Mi; gpu: has 16384Mi memory for pods, a replica asks for 20000Mi",
    ],
    [
      "asks for GPUs",
      { gpus: 1 },
      "workers: has 0 GPUs for pods, a replica asks for 1; gpu: has 0 GPUs for pods, a replica asks for 1",
    ],
    [
      "wants labels",
      { nodeSelector: { disk: "fast" } },
      "workers: lacks the labels that the pod wants (disk=fast); gpu: lacks the labels that the pod wants (disk=fast)",
    ],
  ];
  for (const [title, pod, expected] of rows)
    it(title, () =>
      assert.equal(whyUnplaceable({ ...madePod, ...pod }, [template, tainted]), expected),
    );

  it("bears no taint", () => {
    assert.equal(
      whyUnplaceable(madePod, [tainted]),
      "gpu: has a taint that the pod does not tolerate (gpu=true:NoSchedule)",
    );
  });

  it("has no group to go to", () => {
    assert.equal(whyUnplaceable(madePod, []), "there is no node group");
  });
});

describe("replicas beyond what all nodes hold", () => {
  const groups = [madeGroup("a", { max: 2 }), madeGroup("b", { max: 1 })];
  const told = (max: number) =>
    unplaceable(madeStanding("s", 1), groups, { replicas: { mean: 0, max, cap: 30 } });

  it("are named when a run asked for them", () => {
    assert.equal(told(9), undefined);
    assert.equal(told(10), "9 of 10 that were wanted fit on all nodes (2 × 3 on a, 1 × 3 on b)");
  });
});
