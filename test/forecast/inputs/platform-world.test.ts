import assert from "node:assert/strict";
import { readKafkaTrigger } from "../../../forecast/keda/kafka-trigger";
import { noPauses } from "../../../forecast/keda/executor";
import { platformWorld, type ReadWorld } from "../../../forecast/inputs/platform-world";
import type { ServiceSpec } from "../../../forecast/world/spec";
import type { PlatformArgs } from "../../../settings/args/platform";
import { platform, platforms, settled } from "../../components/platform/platforms";
import { changedProduction, changedWorker, type LooseArgs } from "../../support/base-args";

/** Traffic that tells what it was asked for. */
const traffic = (service: string, peak: number) => ({
  windowSeconds: service.length,
  rates: Float64Array.of(peak),
  variation: 1,
});

async function worldOf(args: LooseArgs): Promise<ReadWorld> {
  const { resources } = await platform(args as PlatformArgs);
  const manifests = resources.map(({ inputs }) => inputs);
  return platformWorld({ settings: settled(args as PlatformArgs), manifests, traffic });
}

function serviceOf({ world }: ReadWorld, name: string): ServiceSpec {
  const found = world.services.find((service) => service.name === name);
  assert.ok(found !== undefined, `${name} is not among the services`);
  return found;
}

/** A worker whose every number is given, so that no default is tested here. */
const worker = () =>
  changedWorker((it) => {
    it.scaling = {
      minReplicaCount: 1,
      maxReplicaCount: 8,
      pollingInterval: 10,
      cooldownPeriod: 400,
      initialCooldownPeriod: 50,
      idleReplicaCount: 0,
      fallback: { failureThreshold: 0, replicas: 2, behavior: "currentReplicasIfHigher" },
      advanced: {
        horizontalPodAutoscalerConfig: {
          behavior: {
            scaleUp: {
              stabilizationWindowSeconds: 0,
              selectPolicy: "Max",
              policies: [{ type: "Pods", value: 4, periodSeconds: 30 }],
            },
            scaleDown: {
              stabilizationWindowSeconds: 320,
              selectPolicy: "Max",
              policies: [{ type: "Percent", value: 30, periodSeconds: 60 }],
            },
          },
        },
      },
      triggers: [
        {
          name: "lag",
          kafka: { lagThreshold: 60, activationLagThreshold: 5, offsetResetPolicy: "earliest" },
        },
      ],
    };
    it.terminationGracePeriodSeconds = 90;
  });

describe("the world of a platform", () => {
  let read: ReadWorld;
  before(async () => {
    read = await worldOf(worker());
  });

  it("has the consumer as its manifests describe it", () => {
    const { pod, work, ...rest } = serviceOf(read, "chatbot/answer");
    const trigger = readKafkaTrigger({
      ensureEvenDistributionOfPartitions: "true",
      bootstrapServers: "kafka",
      consumerGroup: "answer-group",
      topic: "questions",
      lagThreshold: "60",
      activationLagThreshold: "5",
      offsetResetPolicy: "earliest",
    });
    const tolerance = 0.1;
    assert.deepEqual(rest, {
      name: "chatbot/answer",
      replicas: 0,
      scaler: {
        minReplicaCount: 1,
        maxReplicaCount: 8,
        idleReplicaCount: 0,
        pollingInterval: 10,
        cooldownPeriod: 400,
        initialCooldownPeriod: 50,
        fallback: { failureThreshold: 0, replicas: 2, behavior: "currentReplicasIfHigher" },
        behavior: {
          scaleUp: {
            stabilizationWindowSeconds: 0,
            selectPolicy: "Max",
            policies: [{ type: "Pods", value: 4, periodSeconds: 30 }],
            tolerance,
          },
          scaleDown: {
            stabilizationWindowSeconds: 320,
            selectPolicy: "Max",
            policies: [{ type: "Percent", value: 30, periodSeconds: 60 }],
            tolerance,
          },
        },
        modifiers: undefined,
        pauses: noPauses,
        pausedReplicas: undefined,
        triggers: [
          {
            name: "lag",
            type: "kafka",
            trigger,
            metricType: "AverageValue",
            useCachedMetrics: false,
          },
        ],
      },
      startup: {
        pull: { kind: "fixed", seconds: 10 },
        start: { kind: "uniform", from: 15, to: 35 },
      },
      maxUnavailable: 1,
    });
    assert.deepEqual(work, {
      traffic: traffic("chatbot/answer", 16),
      messagesPerSecond: 2,
      partitions: new Float64Array(12).fill(1 / 12),
      consumersPerReplica: 1,
      assignor: "cooperative",
      rebalance: { kind: "uniform", from: 1, to: 3 },
      maxProcessingSeconds: 60,
      graceSeconds: 90,
      sloSeconds: 30,
    });
    const { cpuMilli, memoryMiB, priority, owner, nodeSelector, tolerations } = pod;
    assert.deepEqual(
      { cpuMilli, memoryMiB, priority, owner, nodeSelector, tolerations },
      {
        cpuMilli: 500,
        memoryMiB: 1024,
        priority: 100_000,
        owner: "Deployment/answer",
        nodeSelector: { "chatbot.dev/node-group": "workers" },
        tolerations: [
          { key: "chatbot.dev/workers", operator: "Equal", value: "true", effect: "NoSchedule" },
        ],
      },
    );
  });

  it("keeps a service without capacity at its fewest replicas, and says so", () => {
    const { replicas, scaler, work } = serviceOf(read, "chatbot/frontend");
    assert.deepEqual([replicas, scaler, work], [1, undefined, undefined]);
    assert.deepEqual(read.assumptions, [
      "chatbot/frontend has no capacity, so nobody knows what a replica can do: 1 replica runs all the time",
    ]);
    assert.deepEqual(read.faults, []);
  });

  it("has the platform's own pods, of which the autoscaler moves all but Kafka's", () => {
    const standing = read.world.services.filter(
      ({ work, name }) => work === undefined && !name.startsWith("chatbot/"),
    );
    const rows = standing.map(({ name, replicas, pod }) => [
      name,
      replicas,
      pod.owner !== undefined,
    ]);
    assert.deepEqual(rows.slice(0, 5), [
      ["platform/CoreDNS", 2, true],
      ["platform/metrics-server", 2, true],
      ["platform/Cluster Autoscaler", 1, true],
      ["platform/EBS CSI controller", 2, true],
      ["platform/KEDA", 3, true],
    ]);
    assert.deepEqual(rows.at(-1), ["kafka/broker", 1, false]);
    assert.ok(standing.every(({ scaler }) => scaler === undefined));
  });

  it("scales by cpu what has a capacity and no topic", async () => {
    const args = worker();
    args.services[0].capacity = {
      messagesPerSecond: 20,
      startupSeconds: 5,
      maxProcessingSeconds: 1,
    };
    const { replicas, scaler, work } = serviceOf(await worldOf(args), "chatbot/frontend");
    assert.equal(replicas, 1);
    assert.deepEqual(scaler?.triggers, [{ name: undefined, type: "cpu", targetPercent: 70 }]);
    assert.deepEqual(
      [work?.partitions, work?.traffic, work?.sloSeconds],
      [undefined, traffic("chatbot/frontend", 60), undefined],
    );
  });

  it("spreads Kafka as its node pools say, and holds room by pods that give way", async () => {
    const args = changedProduction((it) => {
      it.nodes.headroom = [{ nodeGroup: "workers", replicas: 2, cpu: "750m", memory: "1Gi" }];
      it.kafka.strimzi.brokers = { cpu: "1", memory: "4Gi", replicas: 3 };
      it.services[1].priority = "batch";
    });
    const world = await worldOf(args);
    const broker = serviceOf(world, "kafka/broker");
    const { pod } = broker;
    assert.deepEqual(
      [broker.replicas, pod.cpuMilli, pod.memoryMiB, pod.priority, pod.owner],
      [3, 1000, 4096, 2e9, undefined],
    );
    assert.deepEqual(pod.labels, {
      "strimzi.io/cluster": "kafka-cluster",
      "strimzi.io/pool-name": "broker",
    });
    assert.deepEqual(
      pod.topologySpread?.map((one) => [one.topologyKey, one.whenUnsatisfiable, one.minDomains]),
      [
        ["topology.kubernetes.io/zone", "DoNotSchedule", 3],
        ["kubernetes.io/hostname", "DoNotSchedule", undefined],
      ],
    );
    const pause = serviceOf(world, "chatbot-headroom/headroom-workers");
    assert.deepEqual(
      [pause.replicas, pause.pod.cpuMilli, pause.pod.memoryMiB, pause.pod.priority],
      [2, 750, 1024, -10],
    );
    assert.deepEqual(pause.startup.start, { kind: "fixed", seconds: 0 });
    assert.equal(serviceOf(world, "chatbot/answer").pod.priority, 1000);
  });

  it("has room for everything where the cluster brings its nodes", async () => {
    const { world, assumptions } = await worldOf(platforms.external);
    assert.deepEqual(
      world.nodes.groups.map(({ template, min, max, usdPerHour }) => [
        template.group,
        min,
        max,
        usdPerHour,
      ]),
      [["existing nodes", 1, 1, 0]],
    );
    assert.equal(world.nodes.autoscaler, undefined);
    assert.deepEqual(
      world.services.map(({ name }) => name),
      ["chatbot/chat"],
    );
    const { topologySpread, nodeSelector } = world.services[0]!.pod;
    assert.deepEqual([topologySpread, nodeSelector], [undefined, undefined]);
    assert.deepEqual(assumptions, [
      "the nodes of an existing cluster are not known: there is room for every pod, at no cost",
    ]);
  });

  it("takes a replica whose Deployment is somebody else's for a usual one, and says so", async () => {
    const { image, resources, probes, placement, ...foreign } = changedWorker(() => undefined)
      .services[1] as LooseArgs;
    assert.ok([image, resources, probes, placement].every((one) => one !== undefined));
    const scaleTargetRef = { apiVersion: "apps/v1", kind: "Deployment", name: "theirs" };
    const args = changedWorker(() => undefined);
    args.services[1] = { ...foreign, produces: [], scaling: { scaleTargetRef } };
    const read = await worldOf(args);
    const { pod, work } = serviceOf(read, "chatbot/answer");
    assert.deepEqual(
      [pod.cpuMilli, pod.memoryMiB, work?.graceSeconds, work?.assignor],
      [1000, 2048, 30, "eager"],
    );
    assert.equal(
      read.assumptions.at(-1),
      "chatbot/answer spec.scaleTargetRef: the Deployment chatbot/theirs is not among the manifests: a replica is taken to ask for 1000m CPU and 2048Mi and to end within 30 s",
    );
  });
});

describe("a service of a platform", () => {
  /** The worker of settings after a change, with a ScaledObject and a Deployment of the test's own. */
  function read(
    change: (worker: LooseArgs, args: LooseArgs) => void,
    trigger: object,
    { annotations = {}, gpus = 0 } = {},
  ) {
    const args = worker();
    change(args.services[1] as LooseArgs, args);
    const metadata = { name: "answer", namespace: "chatbot", annotations };
    const requests = { cpu: "1", memory: "1Gi", "nvidia.com/gpu": gpus };
    const manifests = [
      {
        kind: "ScaledObject",
        metadata,
        spec: { scaleTargetRef: { name: "answer" }, maxReplicaCount: 8, triggers: [trigger] },
      },
      {
        kind: "Deployment",
        metadata,
        spec: { template: { spec: { containers: [{ resources: { requests } }] } } },
      },
    ];
    const settings = settled(args as PlatformArgs);
    const found = platformWorld({ settings, manifests, traffic, keySkew: 1 });
    const service = serviceOf(found, "chatbot/answer");
    return { ...found, service };
  }

  const lag = {
    type: "kafka",
    metadata: { bootstrapServers: "kafka:9093", consumerGroup: "answer-group", topic: "questions" },
  };
  const query = 'sum(rate(kafka_topic_partition_current_offset{topic="questions"}[1m]))';
  const rate = { type: "prometheus", metadata: { query, threshold: "2" } };

  for (const [monitoring, seconds] of [
    [{ stack: {} }, 15],
    [{}, 30],
  ] as const) {
    it(`reads rates of scrapes every ${seconds} s with ${JSON.stringify(monitoring)}`, () => {
      const { service } = read((_, args) => (args.monitoring = monitoring), rate);
      const { triggers = [] } = service.scaler ?? {};
      assert.deepEqual(
        triggers.map((one) => one.type === "rate" && one.scrapeSeconds),
        [seconds],
      );
    });
  }

  it("has a bound by its partitions when replicas have several consumers", () => {
    const { work } = read((it) => {
      it.consumes.consumersPerReplica = 3;
      it.scaling.maxReplicaCount = 4;
    }, lag).service;
    assert.deepEqual([work?.consumersPerReplica, work?.traffic.rates[0]], [3, 8]);
  });

  it("is as uneven as its keys", () => {
    const { work } = read(() => undefined, lag).service;
    const [first = 0, second = 0] = work?.partitions ?? [];
    assert.equal((first / second).toFixed(9), "2.000000000");
  });

  it("may read a topic of others, whose partitions are assumed and said", () => {
    const { service, assumptions } = read((it) => {
      delete it.consumes;
      delete it.slo;
      it.scaling.triggers = [
        { kafka: { bootstrapServers: "theirs:9092", consumerGroup: "g", topic: "t" } },
      ];
    }, lag);
    assert.equal(service.work?.partitions?.length, 8);
    assert.ok(
      assumptions.includes(
        "chatbot/answer reads a topic whose partitions nobody said: 8, one for each replica",
      ),
    );
  });

  it("starts with as many replicas as it is paused at", () => {
    const annotations = { "autoscaling.keda.sh/paused-replicas": "6" };
    assert.equal(read(() => undefined, lag, { annotations }).service.replicas, 6);
  });

  it("pulls larger images with GPUs", () => {
    const { startup, pod } = read(() => undefined, lag, { gpus: 2 }).service;
    assert.deepEqual([startup.pull, pod.gpus], [{ kind: "uniform", from: 30, to: 60 }, 2]);
  });

  it("stands beside the platform's pods that there are", () => {
    const { world } = read((it, args) => {
      delete it.consumes;
      delete args.kafka;
      it.produces = [];
      it.scaling = { triggers: [{ metricType: "Utilization", cpu: { value: "70" } }] };
      args.services[0].produces = [];
    }, rate);
    assert.ok(!world.services.some(({ name }) => name === "platform/Strimzi operator"));
  });
});
