import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { generatedFiles } from "../scripts/generate/generate";
import schema from "../settings/generated/schema.json";
import { schemaGaps, type Schema } from "./support/schema-gaps";

const root = resolve(__dirname, "..");

/** Texts without a syntax of their own, or whose syntax a rule explains better than a pattern would. */
const freeTexts = [
  "AccessEntryArgs.namespaces[]",
  "EksArgs.tags.*",
  "EndpointArgs.publicAccessCidrs[]",
  "ExternalKafkaArgs.cidrs[]",
  "IngressArgs.annotations.*",
  "MskArgs.cidrs[]",
  "NodeGroupArgs.availabilityZones[]",
  "NodeGroupArgs.instanceTypes[]",
  "NodeGroupArgs.labels.*",
  "OtherTriggerArgs.metadata.*",
  "PermissionArgs.actions[]",
  "PlacementArgs.nodeSelector.*",
  "ProbesArgs.command[]",
  "ScalingArgs.annotations.*",
  "ServiceArgs.args[]",
  "ServiceArgs.command[]",
  "ServiceArgs.labels.*",
  "ServiceArgs.loadBalancerSourceRanges[]",
  "ServiceArgs.podAnnotations.*",
  "ServiceArgs.produces[]",
  "StrimziArgs.config.*",
  "TopicArgs.config.*",
  "TriggerArgs.metadata.*",
  "VpcArgs.availabilityZones[]",
  "VpcArgs.interfaceEndpoints[]",
];

describe("generated files", () => {
  it("are what the args say", function () {
    for (const [path, text] of generatedFiles()) {
      assert.equal(readFileSync(join(root, path), "utf8"), text, `${path}: run "npm run generate"`);
    }
  });
});

describe("schema", () => {
  it("bounds every number, list and text, describes every key and refuses unknown ones", () => {
    const definitions = schema.definitions as Record<string, Schema>;
    assert.deepEqual(
      schemaGaps(definitions).sort(),
      freeTexts.map((path) => `${path}: any text`),
    );
  });

  const table: [string, Schema, string[]][] = [
    ["a number", { type: "integer" }, ["A: no minimum", "A: no maximum"]],
    ["half a bound", { type: "number", exclusiveMinimum: 0 }, ["A: no maximum"]],
    ["a bounded number", { type: "number", minimum: 0, maximum: 1 }, []],
    ["a text", { type: "string" }, ["A: any text"]],
    ["a text with a pattern", { type: "string", pattern: "^a$" }, []],
    ["a wire", { type: "string", "x-wire": true }, []],
    ["a list", { type: "array", items: { type: "string" } }, ["A: no maxItems", "A[]: any text"]],
    [
      "a key without a description",
      { type: "object", additionalProperties: false, properties: { b: { type: "boolean" } } },
      ["A.b: no description"],
    ],
    ["an open object", { type: "object" }, ["A: unknown keys are not refused"]],
    [
      "a map",
      { type: "object", additionalProperties: { type: "number" } },
      ["A.*: no minimum", "A.*: no maximum"],
    ],
  ];
  for (const [title, definition, expected] of table) {
    it(`is asked for the gaps of ${title}`, () =>
      assert.deepEqual(schemaGaps({ A: definition }), expected));
  }
});
