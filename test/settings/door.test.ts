import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { versions } from "../../components/versions";
import { examine, settle } from "../../settings/door";
import { message, SettingsError } from "../../settings/finding";
import { isSettled } from "../../settings/settled";

/** A small platform without a fault. */
function args(): Record<string, any> {
  return {
    cluster: { existing: { context: "kind" } },
    kafka: { strimzi: {}, topics: [{ name: "questions", partitions: 12 }] },
    services: [
      {
        name: "answer",
        image: "ghcr.io/acme/answer:1.0.0",
        consumes: { topic: "questions" },
        capacity: { messagesPerSecond: 2, startupSeconds: 25, maxProcessingSeconds: 20 },
        slo: { waitSeconds: 30 },
        probes: { command: ["/alive"] },
      },
    ],
  };
}

const messages = (value: unknown): string[] => examine(value, versions).findings.map(message);

describe("examine()", () => {
  it("returns complete, frozen settings for a platform without a fault", () => {
    const { settings, findings } = examine(args(), versions);
    assert.deepEqual(findings, []);
    const [service] = settings?.services ?? [];
    assert.equal(service?.scaling.maxReplicaCount, 12);
    assert.ok(Object.isFrozen(service?.scaling.triggers[0]));
    assert.ok(service !== undefined && isSettled(service));
  });

  it("leaves what it is given alone", () => {
    const given = args();
    examine(given, versions);
    assert.deepEqual(given, args());
  });

  it("names the type that a value should have", () => {
    const given = { ...args(), kafka: { external: { bootstrapServers: ["a:9092"], cidrs: [] } } };
    const found = messages(given).filter((text) => text.includes("bootstrapServers"));
    assert.match(found.join(), /expected text, got a list of 1/);
  });

  it("derives the threshold by Little's law and says how", () => {
    const { derivations } = examine(args(), versions);
    const found = derivations.find(({ path }) => path.endsWith("kafka.lagThreshold"));
    assert.equal(found?.value, 50);
    assert.match(
      found?.formula ?? "",
      /^floor\(2 messages a second x max\(slo.waitSeconds 30 \/ 2, startupSeconds 25\)\)/,
    );
  });

  it("lets a derived value be set by hand, and then says nothing about it", () => {
    const given = args();
    given.services[0].scaling = { triggers: [{ kafka: { lagThreshold: 25 } }] };
    const { settings, derivations } = examine(given, versions);
    assert.equal(settings?.services[0]?.scaling.triggers[0]?.kafka?.lagThreshold, 25);
    assert.ok(!derivations.some(({ path }) => path.endsWith("lagThreshold")));
  });

  it("names every mistake at once, each with path, what is allowed and what stands there", () => {
    const given = args();
    given.cluster.existing.contxt = "kind";
    given.kafka.topics[0].partitions = 0;
    given.services[0].capacity.messagesPerSecond = "two";
    given.services.push({ name: "Bad_Name" });
    const found = messages(given);
    assert.deepEqual(found.slice(0, 4), [
      'cluster.existing.contxt: expected a known key, got an unknown one: did you mean "context"?',
      "kafka.topics[0].partitions: expected at least 1, got 0: raise it",
      'services[0].capacity.messagesPerSecond: expected a number, got the text "two": write a number',
      'services[1].name: expected text like ^[a-z]([a-z0-9-]*[a-z0-9])?$, got "Bad_Name": use lower-case letters, digits and dashes, starting with a letter',
    ]);
  });

  it("runs the rules on what is left when some of the shape is wrong, with paths as written", () => {
    const given = args();
    given.services.unshift({ nam: "lost" });
    given.services[1].scaling = { maxReplicaCount: 40 };
    assert.ok(
      messages(given).some((text) =>
        text.startsWith(
          'services[1].scaling.maxReplicaCount: expected at most 12, the partitions of topic "questions"',
        ),
      ),
      messages(given).join("\n"),
    );
  });

  it("does not report what only follows from a mistake that is shown already", () => {
    const given = args();
    given.kafka.topics[0].partitions = "twelve";
    assert.deepEqual(messages(given), [
      'kafka.topics[0].partitions: expected a whole number, got the text "twelve": write a whole number',
    ]);
  });

  it("takes an Output where a wire may stand and refuses it where a plain value is needed", () => {
    const given = args();
    given.services[0].image = pulumi.output("ghcr.io/acme/answer:1.0.0");
    given.services[0].env = { MODEL: Promise.resolve("small") };
    assert.deepEqual(messages(given), []);
    given.services[0].name = pulumi.output("answer");
    assert.match(
      messages(given)[0] ?? "",
      /^services\[0\]\.name: expected text, got a value that is only known while deploying/,
    );
  });

  it("never prints what may be a secret", () => {
    const given = args();
    given.services[0].env = { API_KEY: 5, "bad name": "hunter2-canary" };
    given.services[0].kafkaPassword = "hunter2-canary";
    assert.ok(!messages(given).join("\n").includes("hunter2-canary"));
  });

  for (const value of [undefined, null, 5, "text", [], () => 1, new Date(0)]) {
    it(`refuses ${String(value)} without an exception`, () => {
      const { settings, findings } = examine(value, versions);
      assert.equal(settings, undefined);
      assert.ok(findings.length > 0);
    });
  }
});

describe("settle()", () => {
  it("fails with all errors in one SettingsError", () => {
    const given = args();
    given.services[0].name = "X";
    given.kafka.topics[0].partitions = -1;
    assert.throws(
      () => settle(given, versions),
      (error: unknown) => error instanceof SettingsError && error.findings.length === 2,
    );
  });

  it("takes its own result again, unchanged", () => {
    const once = settle(args(), versions);
    assert.deepEqual(settle(once, versions), once);
  });
});
