import assert from "node:assert/strict";
import { kedaDefaultsWorld } from "../../../forecast/compare/keda-defaults";
import type { ScalerSpec, TriggerSpec } from "../../../forecast/world/spec";
import {
  madeGroup,
  madeScaler,
  madeService,
  madeStanding,
  madeTrigger,
  madeWorld,
} from "../../support/made-world";

const groups = [
  madeGroup("workers", {
    warm: { size: 2, start: { kind: "fixed", seconds: 20 }, gibibytes: 20 },
    scaleDownUtilizationThreshold: 0.9,
    unneededSeconds: 60,
  }),
];

const plain = (...services: ReturnType<typeof madeService>[]) =>
  kedaDefaultsWorld(madeWorld(services, groups));

const scaled = (changes: Partial<ScalerSpec>) =>
  plain(madeService("a", [4], { scaler: { ...madeScaler, ...changes } })).services[0];

describe("KEDA's own defaults", () => {
  const rate: TriggerSpec = {
    name: "rate",
    type: "rate",
    threshold: 2,
    activationThreshold: 0,
    metricType: "AverageValue",
    rangeSeconds: 60,
    scrapeSeconds: 15,
    perPod: false,
  };

  it("are those of a ScaledObject that names a topic and its bounds", () => {
    const found = scaled({
      minReplicaCount: 2,
      maxReplicaCount: 7,
      triggers: [rate, ...madeScaler.triggers],
    });
    assert.equal(found?.replicas, 2);
    assert.deepEqual(found?.scaler, {
      minReplicaCount: 2,
      maxReplicaCount: 7,
      idleReplicaCount: undefined,
      pollingInterval: 30,
      cooldownPeriod: 300,
      initialCooldownPeriod: 0,
      fallback: undefined,
      behavior: undefined,
      modifiers: undefined,
      pauses: madeScaler.pauses,
      pausedReplicas: undefined,
      triggers: [
        {
          name: "lag",
          type: "kafka",
          trigger: {
            ...madeTrigger,
            lagThreshold: 10,
            activationLagThreshold: 0,
            offsetResetPolicy: "latest",
            scaleToZeroOnInvalidOffset: false,
            limitToPartitionsWithLag: false,
          },
          metricType: "AverageValue",
          useCachedMetrics: false,
        },
      ],
    });
  });

  it("leave what reads no topic its triggers", () => {
    assert.deepEqual(scaled({ triggers: [rate] })?.scaler?.triggers, [rate]);
  });

  it("leave what is not scaled as it is", () => {
    const operator = madeStanding("operator", 2);
    assert.deepEqual(plain(operator).services, [operator]);
  });

  it("keep no headroom", () => {
    assert.deepEqual(plain(madeStanding("pause", 2, { priority: -10 })).services, []);
  });

  it("are those of Cluster Autoscaler and the scheduler too", () => {
    const { nodes } = plain();
    const [group] = nodes.groups;
    assert.deepEqual(
      [group?.warm, group?.scaleDownUtilizationThreshold, group?.unneededSeconds],
      [undefined, undefined, undefined],
    );
    assert.equal(nodes.scoring, "LeastAllocated");
    const { expanders, priorities, scanSeconds, utilizationThreshold, timers } =
      nodes.autoscaler ?? {};
    assert.deepEqual(
      [expanders, priorities, scanSeconds, utilizationThreshold],
      [["least-waste"], {}, 10, 0.5],
    );
    assert.deepEqual([timers?.unneededSeconds, timers?.delayAfterAddSeconds], [600, 600]);
  });

  it("bring no autoscaler where there is none", () => {
    const world = madeWorld([], groups);
    const without = { ...world, nodes: { ...world.nodes, autoscaler: undefined } };
    assert.equal(kedaDefaultsWorld(without).nodes.autoscaler, undefined);
  });
});
