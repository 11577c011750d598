/** Args that a test may change anywhere, also to what the types forbid. */
export type LooseArgs = Record<string, any>;

/**
 * A small platform of which the door has nothing to say: a new EKS cluster, two node groups, one broker, a front end that
 * is scaled by CPU and a worker that is scaled by the lag of its topic. A new copy at every call.
 */
export function validArgs(): LooseArgs {
  return {
    environment: "development",
    cluster: {
      eks: {
        name: "chatbot",
        region: "eu-central-1",
        network: { vpc: { availabilityZones: ["eu-central-1a", "eu-central-1b"] } },
        admins: [{ principalArn: "arn:aws:iam::111122223333:role/platform-admin" }],
      },
    },
    nodes: {
      groups: [
        {
          name: "system",
          instanceTypes: ["m6i.large"],
          minSize: 1,
          maxSize: 6,
          availabilityZones: ["eu-central-1a"],
        },
        {
          name: "workers",
          instanceTypes: ["m6i.xlarge"],
          maxSize: 6,
          taints: [{ key: "chatbot.dev/workers", value: "true" }],
        },
      ],
    },
    kafka: {
      strimzi: {},
      topics: [
        { name: "questions", partitions: 12 },
        { name: "summaries", partitions: 6 },
      ],
    },
    services: [
      {
        name: "frontend",
        image: "ghcr.io/acme/frontend:1.4.2",
        port: 8080,
        produces: ["questions"],
        scaling: {
          minReplicaCount: 1,
          maxReplicaCount: 3,
          triggers: [{ metricType: "Utilization", cpu: { value: "70" } }],
        },
        placement: { nodeGroup: "workers" },
      },
      {
        name: "answer",
        image: "ghcr.io/acme/answer:2.7.0",
        consumes: { topic: "questions", consumerGroup: "answer-group" },
        produces: ["summaries"],
        capacity: { messagesPerSecond: 2, startupSeconds: 25, maxProcessingSeconds: 60 },
        slo: { waitSeconds: 30 },
        resources: { cpu: "500m", memory: "1Gi" },
        probes: { command: ["/app/alive"] },
        placement: { nodeGroup: "workers" },
      },
    ],
  };
}

/** `validArgs()` after a change in place. */
export function changedArgs(change: (args: LooseArgs) => void): LooseArgs {
  const args = validArgs();
  change(args);
  return args;
}

/** `validArgs()` after a change of the worker. */
export function changedWorker(change: (worker: LooseArgs) => void): LooseArgs {
  return changedArgs((args) => {
    change(args.services[1] as LooseArgs);
  });
}

/** `validArgs()` whose worker has this trigger, and `rest` of its scaling. */
export function withTrigger(trigger: unknown, rest: LooseArgs = {}): LooseArgs {
  return changedWorker((worker) => {
    worker.scaling = { ...rest, triggers: [trigger] };
  });
}

/** The base args as a production stack that the rules have nothing against but what `change` does. */
export function changedProduction(change: (args: LooseArgs) => unknown): LooseArgs {
  return changedArgs((args) => {
    args.environment = "production";
    const zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];
    args.cluster.eks.network.vpc.availabilityZones = zones;
    Object.assign(args.nodes.groups[0], { minSize: 3, maxSize: 6, availabilityZones: zones });
    args.nodes.groups.push({
      name: "kafka",
      instanceTypes: ["m6i.xlarge"],
      minSize: 1,
      maxSize: 2,
      perZone: true,
      taints: [{ key: "kafka" }],
    });
    args.kafka.strimzi.nodeGroup = "kafka";
    const digest = `sha256:${"4f53cda18c2baa0c0354bb5f9a3ecbe5".repeat(2)}`;
    for (const service of args.services) service.image = `${service.image}@${digest}`;
    args.services[0].scaling.minReplicaCount = 2;
    change(args);
  });
}
