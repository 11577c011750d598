import assert from "node:assert/strict";
import { versions } from "../../../components/versions";
import { examine } from "../../../settings/door";
import type { PlatformSettings } from "../../../settings/generated/settings";
import { changedProduction, validArgs, type LooseArgs } from "../../support/base-args";

interface Looked {
  settings: PlatformSettings;
  derived: Map<string, { value: unknown; formula: string }>;
}

function look(args: unknown): Looked {
  const { settings, derivations, findings } = examine<string>(args, versions);
  assert.ok(settings !== undefined, JSON.stringify(findings));
  const entries = derivations.map(
    ({ path, value, formula }) => [path, { value, formula }] as const,
  );
  return { settings, derived: new Map(entries) };
}

const production = (change: (args: LooseArgs) => unknown = () => undefined) =>
  look(changedProduction(change));

describe("the default of monitoring", () => {
  it("is a stack in production on EKS when a topic is consumed, with the reason", () => {
    const { settings, derived } = production();
    assert.deepEqual(settings.monitoring, {
      stack: {
        namespace: "monitoring",
        retentionDays: 15,
        storageGiB: 10,
        memoryMiB: 522,
        chart: {},
      },
    });
    assert.match(
      derived.get("monitoring.stack")?.formula ?? "",
      /^production, and answer consumes/,
    );
    assert.equal(
      derived.get("monitoring.stack.storageGiB")?.formula,
      "max(10, 2 x 0.19 GiB for 15 days of 1174 series)",
    );
    assert.equal(
      derived.get("monitoring.stack.memoryMiB")?.formula,
      "512 MiB + 8 KiB x 1174 series",
    );
  });

  const none: [string, () => Looked][] = [
    ["outside of production", () => look(validArgs())],
    ["where it is written so", () => production((args) => (args.monitoring = {}))],
    [
      "where no topic is consumed",
      () =>
        production((args) => {
          args.services.pop();
        }),
    ],
    [
      "with a Kafka of others, whose arrivals nobody counts",
      () =>
        production((args) => {
          const cidrs = ["10.9.0.0/16"];
          delete args.kafka.strimzi;
          args.kafka.external = { bootstrapServers: "kafka.acme.example:9093", cidrs };
          args.nodes.groups.pop();
        }),
    ],
    [
      "on a cluster of others, which may have one",
      () =>
        production((args) => {
          args.cluster = { existing: { context: "staging" } };
          delete args.nodes;
          delete args.kafka.strimzi.nodeGroup;
          for (const service of args.services) delete service.placement;
        }),
    ],
  ];
  for (const [where, build] of none) {
    it(`is none ${where}`, () => {
      const { settings, derived } = build();
      assert.deepEqual(settings.monitoring, {});
      assert.ok(!derived.has("monitoring.stack"));
    });
  }

  it("grows with partitions, services and days", () => {
    const { settings } = look({
      ...validArgs(),
      kafka: {
        strimzi: {},
        topics: [
          { name: "questions", partitions: 48_000 },
          { name: "summaries", partitions: 6 },
        ],
      },
      monitoring: { stack: { retentionDays: 30 } },
      silence: [],
    });
    const series = 1000 + 3 * 48_006 + 60 * 2;
    const { stack } = settings.monitoring;
    assert.equal(stack?.memoryMiB, 512 + Math.ceil((series * 8) / 1024));
    assert.equal(stack?.storageGiB, Math.ceil((2 * series * 5760 * 2 * 30) / 2 ** 30));
  });
});

describe("the arrival-rate trigger", () => {
  const triggers = ({ settings }: Looked) => settings.services[1]?.scaling.triggers;
  const [raw, recorded] = [
    'sum(rate(kafka_topic_partition_current_offset{topic="questions"}[1m]))',
    'sum(topic:kafka_topic_partition_current_offset:rate1m{topic="questions"})',
  ];
  // In replicas that share the 12 partitions evenly, each with as many as 0.9 x 2 messages a second allow.
  const rate = (serverAddress: string, arrivals: string) => ({
    name: "arrivals",
    prometheus: {
      serverAddress,
      query: `12 / clamp_min(floor(21.6 / ${arrivals}), 1)`,
      threshold: 1,
      activationThreshold: 0,
      ignoreNullValues: false,
      unsafeSsl: false,
    },
  });
  const withMonitoring = (monitoring: unknown) => look({ ...validArgs(), monitoring });

  it("reads what the installed Prometheus records", () =>
    assert.deepEqual(
      triggers(production())?.[1],
      rate("http://platform-prometheus.monitoring.svc:9090", recorded),
    ));

  it("follows the stack's namespace", () =>
    assert.deepEqual(
      triggers(withMonitoring({ stack: { namespace: "metrics" } }))?.[1],
      rate("http://platform-prometheus.metrics.svc:9090", recorded),
    ));

  it("asks a Prometheus that exists for the exporter's own metric", () =>
    assert.deepEqual(
      triggers(withMonitoring({ prometheus: { serverAddress: "http://p.obs.svc:9090" } }))?.[1],
      rate("http://p.obs.svc:9090", raw),
    ));

  const without: [string, unknown][] = [
    ["without any", {}],
    [
      "where it is turned off",
      { prometheus: { serverAddress: "http://p:9090", rateTrigger: false } },
    ],
  ];
  for (const [where, monitoring] of without) {
    it(`is left out ${where}`, () =>
      assert.deepEqual(
        triggers(withMonitoring(monitoring))?.map(({ name }) => name),
        ["lag"],
      ));
  }

  it("is left out where the installed Prometheus sees no arrivals", () => {
    const looked = look({
      ...validArgs(),
      kafka: {
        external: { bootstrapServers: "kafka.acme.example:9093", cidrs: ["10.9.0.0/16"] },
        topics: validArgs()["kafka"].topics,
      },
      monitoring: { stack: {} },
    });
    assert.deepEqual(
      triggers(looked)?.map(({ name }) => name),
      ["lag"],
    );
  });
});
