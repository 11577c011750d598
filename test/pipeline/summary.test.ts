import assert from "node:assert/strict";
import type { Preview } from "../../pipeline/preview";
import { stepsOf } from "../../pipeline/steps";
import { countsText, markdown } from "../../pipeline/summary";
import { announced, stateOf } from "./engine-events";

const preview: Preview = {
  stack: "prod",
  counts: { create: 1, delete: 1, same: 120 },
  steps: stepsOf([
    announced("create", stateOf("kubernetes:apps/v1:Deployment", "new|one")),
    announced("delete", stateOf("kubernetes:kafka.strimzi.io/v1:KafkaTopic", "questions")),
    announced("create", stateOf("pulumi:providers:kubernetes", "provider")),
  ]),
  gates: [
    {
      gate: "data",
      findings: [
        {
          severity: "error",
          rule: "data/lost",
          path: "questions",
          expected: "<b>",
          got: "a\nb",
          fix: "c",
        },
      ],
    },
  ],
  open: false,
};

describe("markdown()", () => {
  it("says what is held back, what is lost and what changes, the worst first", () => {
    assert.equal(
      markdown(preview),
      [
        "### `prod`: held back, 1 to create, 1 to delete, 120 unchanged",
        "",
        "**Findings**",
        "",
        "- error: questions: expected &lt;b>, got a b: c `data/lost`",
        "",
        "**Data that goes**",
        "",
        "- `questions`: the topic's messages",
        "",
        "| operation | type | name |",
        "| --- | --- | --- |",
        "| delete | kubernetes:kafka.strimzi.io/v1:KafkaTopic | questions |",
        "| create | kubernetes:apps/v1:Deployment | new\\|one |",
        "",
      ].join("\n"),
    );
  });

  it("is one line where nothing changes", () => {
    const still = { ...preview, counts: { same: 3 }, steps: [], gates: [], open: true };
    assert.equal(markdown(still), "### `prod`: ready, 3 unchanged\n");
  });

  it("shows forty rows and counts the rest", () => {
    const steps = stepsOf(
      Array.from({ length: 42 }, (_, i) => announced("create", stateOf("a:b:C", `c${i}`))),
    );
    const text = markdown({ ...preview, steps, gates: [] });
    assert.equal(text.match(/^\| create/gm)?.length, 40);
    assert.match(text, /\nand 2 more\n$/);
  });
});

describe("countsText()", () => {
  it("counts nothing too", () => assert.equal(countsText({}), "0 unchanged"));
});
