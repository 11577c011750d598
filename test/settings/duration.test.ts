import assert from "node:assert/strict";
import { versions } from "../../components/versions";
import { examine } from "../../settings/door";
import { durationFix } from "../../settings/duration";
import { changedArgs } from "../support/base-args";

describe("durationFix()", () => {
  const table: [string, string, string | undefined][] = [
    ["5m", "cooldownPeriod", "write 300: it is in seconds"],
    ["1h30m", "cooldownPeriod", "write 5400: it is in seconds"],
    ["500ms", "pollingInterval", "write 1: it is in seconds"],
    ["7d", "retentionMs", "write 604800000: it is in milliseconds"],
    ["168h", "retentionMs", "write 604800000: it is in milliseconds"],
    ["2 min", "timeout", "write a plain number in the unit that the key's description names"],
    ["two", "cooldownPeriod", undefined],
    ["5", "cooldownPeriod", undefined],
    ["5 apples", "cooldownPeriod", undefined],
  ];
  for (const [text, key, fix] of table) {
    it(`of ${text} for ${key}`, () => assert.equal(durationFix(text, key), fix));
  }

  it("is what the door says", () => {
    const args = changedArgs((args) => {
      args.kafka.topics[0].retentionMs = "7d";
      args.kafka.topics[1].replicas = 3;
      args.cluster.eks.version = 1.3;
    });
    const { findings } = examine(args, versions);
    assert.deepEqual(
      findings.map(({ path, fix }) => [path, fix]),
      [
        [
          "cluster.eks.version",
          "put it in quotes: without them YAML reads 1.3 and drops a trailing zero",
        ],
        ["kafka.topics[0].retentionMs", "write 604800000: it is in milliseconds"],
        ["kafka.topics[1].replicas", 'write "replicationFactor", as Kafka calls it'],
      ],
    );
  });
});
