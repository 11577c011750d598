import assert from "node:assert/strict";
import { typePastedTriggers } from "../../settings/pasted-triggers";

const withTrigger = (trigger: unknown): { services: any[] } => ({
  services: [{ scaling: { triggers: [trigger] } }],
});

describe("typePastedTriggers()", () => {
  it("types KEDA's own form, text to numbers and booleans", () => {
    const args = withTrigger({
      type: "kafka",
      name: "lag",
      metadata: { topic: "t", lagThreshold: "10", allowIdleConsumers: "true", version: "3.3.2" },
    });
    assert.deepEqual(typePastedTriggers(args).findings, []);
    assert.deepEqual(args.services[0].scaling.triggers[0], {
      name: "lag",
      kafka: { topic: "t", lagThreshold: 10, allowIdleConsumers: true, version: "3.3.2" },
    });
  });

  it("says that metadata must be text, and goes on", () => {
    const args = withTrigger({ type: "kafka", metadata: { lagThreshold: 10 } });
    const { findings } = typePastedTriggers(args);
    assert.equal(findings[0]?.rule, "trigger/unquoted-metadata");
    assert.equal(findings[0]?.path, "services[0].scaling.triggers[0].metadata.lagThreshold");
    assert.equal(args.services[0].scaling.triggers[0].kafka.lagThreshold, 10);
  });

  it("names the scaler that was probably meant", () => {
    const { findings } = typePastedTriggers(withTrigger({ type: "kafak", metadata: {} }));
    assert.equal(findings[0]?.fix, 'did you mean "kafka"?');
  });

  it("keeps scalers without a key of their own as other", () => {
    const args = withTrigger({ type: "nats-jetstream", metadata: { stream: "s" } });
    typePastedTriggers(args);
    assert.deepEqual(args.services[0].scaling.triggers[0], {
      other: { type: "nats-jetstream", metadata: { stream: "s" } },
    });
  });

  it("turns paths of the typed form back into what was written", () => {
    const { writtenPath } = typePastedTriggers(withTrigger({ type: "kafka", metadata: {} }));
    assert.equal(
      writtenPath("services[0].scaling.triggers[0].kafka.lagThreshold"),
      "services[0].scaling.triggers[0].metadata.lagThreshold",
    );
    assert.equal(writtenPath("services[0].name"), "services[0].name");
  });
});
