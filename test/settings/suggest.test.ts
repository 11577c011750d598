import assert from "node:assert/strict";
import { nearest } from "../../settings/suggest";

describe("nearest()", () => {
  const keys = [
    "lagThreshold",
    "port",
    "scram_sha512",
    "kafka",
    "minReplicaCount",
    "maxReplicaCount",
  ];
  const table: [string, string | undefined][] = [
    ["lagTreshold", "lagThreshold"],
    ["SCRAM-SHA-512", "scram_sha512"],
    ["kafak", "kafka"],
    ["Kafka", "kafka"],
    ["foo", undefined],
    ["", undefined],
  ];
  for (const [word, expected] of table) {
    it(`${JSON.stringify(word)} -> ${String(expected)}`, () =>
      assert.equal(nearest(word, keys), expected));
  }
});
