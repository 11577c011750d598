import assert from "node:assert/strict";
import { kafkaPlace } from "../../../components/platform/kafka-place";
import type { PlatformArgs } from "../../../settings/args/platform";
import { changedArgs, type LooseArgs } from "../../support/base-args";
import { platforms, settled } from "./platforms";

const place = (change: (args: LooseArgs) => void = () => undefined) =>
  kafkaPlace(settled(changedArgs(change) as unknown as PlatformArgs));

describe("kafkaPlace", () => {
  it("is on nodes of any group that keeps nobody out", () =>
    assert.deepEqual(place(), { zones: ["eu-central-1a"], tolerations: [] }));

  it("names a zone of several groups once", () => {
    const found = place(({ nodes }) => {
      nodes.groups.push({ name: "more", instanceTypes: ["m6i.large"], minSize: 1, maxSize: 2 });
    });
    assert.deepEqual(found, { zones: ["eu-central-1a", "eu-central-1b"], tolerations: [] });
  });

  it("is on nodes of its own group alone, whose taints it tolerates (check 55)", () => {
    const found = place(({ kafka, nodes }) => {
      kafka.strimzi.nodeGroup = "kafka";
      nodes.groups.push({
        name: "kafka",
        instanceTypes: ["m6i.xlarge"],
        minSize: 1,
        maxSize: 2,
        availabilityZones: ["eu-central-1b"],
        taints: [{ key: "chatbot.dev/kafka", value: "true" }],
      });
    });
    assert.deepEqual(found, {
      zones: ["eu-central-1b"],
      tolerations: [{ key: "chatbot.dev/kafka", value: "true", effect: "NoSchedule" }],
    });
  });

  it("is unknown on a cluster whose nodes are not the platform's", () =>
    assert.deepEqual(kafkaPlace(settled(platforms.plain)), { tolerations: [] }));
});
