import assert from "node:assert/strict";
import { ChatbotAutoscalingPlatform } from "../../../components/platform/platform";
import { record } from "../../../plan/record";
import { changedArgs } from "../../support/base-args";
import type { Made } from "../kafka/recorded";
import { children, frontend, platform, platforms } from "./platforms";

type Kind = keyof typeof platforms;

const kinds = Object.keys(platforms) as Kind[];

describe("ChatbotAutoscalingPlatform", () => {
  const runs = {} as Record<Kind, Made>;
  before(async () => {
    for (const kind of kinds) runs[kind] = await platform(platforms[kind]);
  });

  const ground = ["chatbot-kubernetes kubernetes", "chatbot-priority PriorityTiers"];
  const table: [Kind, string, string[]][] = [
    ["plain", "a cluster that exists", ["chatbot-service-frontend ScaledService"]],
    [
      "eks",
      "a new cluster with Kafka in it",
      [
        "chatbot-aws aws",
        "chatbot-foundation EksFoundation",
        "chatbot-runtime EksRuntime",
        "chatbot-kafka KafkaCluster",
        "chatbot-kafka-access-answer KafkaAccess",
        "chatbot-kafka-access-frontend KafkaAccess",
        "chatbot-scaler-access KafkaScalerAccess",
        "chatbot-service-answer ScaledService",
        "chatbot-service-frontend ScaledService",
      ],
    ],
    [
      "external",
      "a Kafka elsewhere, with its topics",
      [
        "chatbot-topics ExternalTopics",
        "chatbot-scaler-access KafkaScalerAccess",
        "chatbot-service-chat ScaledService",
      ],
    ],
    [
      "msk",
      "MSK, whose topics somebody else makes",
      ["chatbot-scaler-access KafkaScalerAccess", "chatbot-service-chat ScaledService"],
    ],
    [
      "keda",
      "KEDA that exists",
      ["chatbot-scaler-access KafkaScalerAccess", "chatbot-service-chat ScaledService"],
    ],
  ];
  for (const [kind, title, own] of table) {
    it(`makes exactly these children for ${title}`, () => {
      const always = [
        ...ground,
        "chatbot-keda KedaInstallation",
        "chatbot-namespace-chatbot ServiceNamespace",
      ];
      assert.deepEqual(children(runs[kind], "chatbot"), [...always, ...own].sort());
    });

    it(`makes objects that an API server admits, and a teardown in order, for ${title} (check 107)`, () =>
      assert.deepEqual(runs[kind].errors, []));
  }

  it("makes nothing for KEDA that exists", () =>
    assert.deepEqual(children(runs.keda, "chatbot-keda"), []));

  it("names a namespace of services once", async () => {
    const run = await platform({
      ...platforms.plain,
      services: [
        frontend,
        { ...frontend, name: "second" },
        { ...frontend, name: "third", namespace: "batch" },
      ],
    });
    assert.deepEqual(
      children(run, "chatbot").filter((child) => child.endsWith("ServiceNamespace")),
      ["chatbot-namespace-batch ServiceNamespace", "chatbot-namespace-chatbot ServiceNamespace"],
    );
  });

  it("registers nothing when settings cannot work", async () => {
    let registered = 0;
    const args = changedArgs(({ services }) => {
      services[1].consumes.topic = "nobody.made.it";
    });
    await assert.rejects(
      record(async () => void new ChatbotAutoscalingPlatform("chatbot", args as never), {
        progress: () => {
          registered += 1;
        },
      }),
      /services\[1\]\.consumes\.topic: expected/,
    );
    assert.equal(registered, 0);
  });
});
