import assert from "node:assert/strict";
import {
  replicasForPods,
  replicasForUtilization,
  type MeasuredPod,
} from "../../../forecast/hpa/pod-metric";

const tolerance = { up: 0.1, down: 0.1 };

function pod(usageMilli: number | undefined, changes: Partial<MeasuredPod> = {}): MeasuredPod {
  return {
    phase: "Running",
    deleting: false,
    ready: true,
    warmingUp: false,
    usageMilli,
    requestMilli: 1000,
    ...changes,
  };
}

describe("metrics of pods", () => {
  const table: [string, MeasuredPod[], number, number | undefined][] = [
    ["percent is cut before it is compared: 55.9 % is 55 %", [pod(559), pod(559)], 50, 2],
    ["ceil of ratio times pods", [pod(900), pod(800)], 50, 4],
    ["a pod without reading uses nothing on the way up", [pod(900), pod(undefined)], 50, 2],
    ["and all its request on the way down", [pod(100), pod(undefined)], 80, 2],
    ["unready pods count as idle on the way up", [pod(900), pod(900, { ready: false })], 50, 2],
    ["so do pods that warm up", [pod(900), pod(900, { warmingUp: true })], 50, 2],
    ["failed and deleted ones count never", [pod(900), pod(1, { deleting: true })], 50, 2],
    ["a pod without request is an error", [pod(900, { requestMilli: undefined })], 50, undefined],
    ["no reading at all is an error", [pod(undefined)], 50, undefined],
  ];
  for (const [title, pods, target, expected] of table) {
    it(`CPU: ${title}`, () =>
      assert.equal(
        replicasForUtilization(pods, target, pods.length, tolerance)?.replicas,
        expected,
      ));
  }

  it("does not look at readiness for a metric that pods report", () => {
    const pods = [pod(30_000, { ready: false }), pod(30_000)];
    assert.deepEqual(replicasForPods(pods, 15_000, 2, tolerance), { replicas: 4, usage: 30_000 });
  });
});
