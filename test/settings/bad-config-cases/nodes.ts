import { changedArgs, changedWorker, type LooseArgs } from "../../support/base-args";
import { error, warning, type BadCase } from "./bad-config-case";
import { existingVpc } from "./network";

const workers = (keys: LooseArgs) => () =>
  changedArgs((args) => Object.assign(args.nodes.groups[1], keys));
const worker = (change: (worker: LooseArgs) => void) => () => changedWorker(change);
const placement = (keys: LooseArgs) => worker((it) => Object.assign(it.placement, keys));
const added = (group: LooseArgs) => () => changedArgs((args) => args.nodes.groups.push(group));
const gpus = (count: number) => worker((it) => (it.resources.gpus = count));
const gpuGroup = { name: "gpu", instanceTypes: ["g5.xlarge"], maxSize: 4 };
const warmPool = (pool: LooseArgs, keys: LooseArgs = {}) => workers({ warmPool: pool, ...keys });
const budget =
  (podDisruptionBudget: LooseArgs, minReplicaCount = 2) =>
  () =>
    changedArgs((args) => {
      args.services[0].podDisruptionBudget = podDisruptionBudget;
      args.services[0].scaling.minReplicaCount = minReplicaCount;
    });
const kafkaGroup =
  (keys: LooseArgs, strimzi: LooseArgs = {}) =>
  () =>
    changedArgs((args) => {
      args.nodes.groups.push({
        name: "brokers",
        instanceTypes: ["m6i.xlarge"],
        maxSize: 3,
        taints: [{ key: "kafka", value: "true" }],
        ...keys,
      });
      args.kafka.strimzi = { nodeGroup: "brokers", ...strimzi };
    });
const smallSubnets = (prefix: number, maxSize: number) => () => {
  const subnets = ["a", "b"].map((zone, i) => ({
    subnetId: `subnet-0a1b2c3d4e5f6071${i}`,
    availabilityZone: `eu-central-1${zone}`,
    cidr: `10.20.${i}.0/${prefix}`,
  }));
  const args = existingVpc({ subnets })() as LooseArgs;
  args.nodes.groups[1].maxSize = maxSize;
  return args;
};

export const cases: readonly BadCase[] = [
  warning("NUM-26", "service/grace-exceeds-spot-notice", () =>
    changedArgs((args) => {
      Object.assign(args.nodes.groups[1], {
        capacityType: "SPOT",
        instanceTypes: ["m6i.xlarge", "m5.xlarge"],
      });
      args.services[1].terminationGracePeriodSeconds = 300;
    }),
  ),
  warning("NUM-26 processing", "service/grace-exceeds-spot-notice", () =>
    changedArgs((args) => {
      Object.assign(args.nodes.groups[1], {
        capacityType: "SPOT",
        instanceTypes: ["m6i.xlarge", "m5.xlarge"],
      });
      args.services[1].capacity.maxProcessingSeconds = 240;
    }),
  ),
  error(
    "NUM-27",
    "service/pre-stop-eats-grace",
    worker((it) => Object.assign(it, { preStopSeconds: 90, terminationGracePeriodSeconds: 90 })),
  ),
  error(
    "NUM-27 longer",
    "service/pre-stop-eats-grace",
    worker((it) => Object.assign(it, { preStopSeconds: 120, terminationGracePeriodSeconds: 90 })),
  ),
  error("NUM-28 autoscaler", "nodes/grace-cut-short", () =>
    changedArgs((args) => {
      args.nodes.autoscaler = { maxGracefulTerminationSeconds: 600 };
      args.services[1].terminationGracePeriodSeconds = 3600;
    }),
  ),
  ...[0, 1801, 7200].map((periodSeconds) =>
    error(
      `NUM-29 ${periodSeconds}`,
      periodSeconds === 0 ? "shape/minimum" : "shape/maximum",
      worker((it) => {
        it.scaling = {
          advanced: {
            horizontalPodAutoscalerConfig: {
              behavior: { scaleDown: { policies: [{ type: "Pods", value: 1, periodSeconds }] } },
            },
          },
        };
      }),
    ),
  ),
  error("NUM-30 min", "nodes/min-above-max", workers({ minSize: 7 })),
  error("NUM-31", "shape/unknown-key", workers({ minSize: 5, desiredSize: 3, maxSize: 10 })),
  error("NUM-31 capacity", "shape/unknown-key", workers({ desiredCapacity: 3 })),
  error("NUM-32", "shape/minimum", workers({ maxSize: 0 })),
  error("NUM-32 negative", "shape/minimum", workers({ maxSize: -1 })),
  error("NUM-32 min", "shape/minimum", workers({ minSize: -1 })),
  error(
    "NUM-33",
    "kafka/too-few-nodes",
    kafkaGroup({ maxSize: 1, availabilityZones: ["eu-central-1a"] }, { brokers: { replicas: 3 } }),
  ),
  error(
    "NUM-33 two",
    "kafka/too-few-nodes",
    kafkaGroup({ maxSize: 2, availabilityZones: ["eu-central-1a"] }, { brokers: { replicas: 3 } }),
  ),
  error(
    "NUM-33 by-zone",
    "kafka/too-few-nodes",
    kafkaGroup({ maxSize: 1, perZone: true }, { brokers: { replicas: 3 } }),
  ),
  // Names and labels of node groups
  error(
    "NAME-03",
    "nodes/duplicate-name",
    added({ name: "workers", instanceTypes: ["m6i.xlarge"], maxSize: 2 }),
  ),
  error("NAME-03 by-zone", "nodes/name-of-a-zone-group", () =>
    changedArgs((args) => {
      args.nodes.groups.push(
        { name: "data", instanceTypes: ["m6i.large"], maxSize: 2, perZone: true },
        { name: "data-eu-central-1a", instanceTypes: ["m6i.large"], maxSize: 2 },
      );
    }),
  ),
  ...[
    "kubernetes.io/role",
    "k8s.io/team",
    "node-role.kubernetes.io/worker",
    "foo.k8s.io/x",
    "eks.amazonaws.com/nodegroup",
    "kubernetes.io/arch",
    "topology.kubernetes.io/zone",
  ].map((key) =>
    error(`NAME-14 ${key}`, "nodes/reserved-label", workers({ labels: { [key]: "a" } })),
  ),
  error(
    "NAME-14 own",
    "nodes/label-of-the-platform",
    workers({ labels: { "chatbot.dev/node-group": "other" } }),
  ),
  error(
    "NAME-14 taint",
    "nodes/reserved-taint",
    workers({ taints: [{ key: "node.kubernetes.io/not-ready" }] }),
  ),
  error(
    "NAME-14 taint-twice",
    "nodes/duplicate-taint",
    workers({
      taints: [
        { key: "a", value: "1" },
        { key: "a", value: "2" },
      ],
    }),
  ),
  error("NAME-13 node-label-slashes", "nodes/label-syntax", workers({ labels: { "a/b/c": "x" } })),
  error(
    "NAME-13 node-label-value",
    "nodes/label-syntax",
    workers({ labels: { team: "v".repeat(64) } }),
  ),
  error(
    "NAME-13 node-label-space",
    "nodes/label-syntax",
    workers({ labels: { team: "chat bots" } }),
  ),
  error("NAME-13 selector", "nodes/label-syntax", placement({ nodeSelector: { "bad key": "x" } })),
  // Instance types
  error("CAP-17", "nodes/too-small", workers({ instanceTypes: ["t3.nano"] })),
  error("CAP-17 micro", "nodes/too-small", workers({ instanceTypes: ["t4g.micro"] })),
  error(
    "CAP-17 misspelt",
    "nodes/unknown-instance-type",
    workers({ instanceTypes: ["m5.xlrage"] }),
  ),
  error("CAP-17 no-size", "nodes/unknown-instance-type", workers({ instanceTypes: ["m5"] })),
  error(
    "CAP-17 capitals",
    "nodes/unknown-instance-type",
    workers({ instanceTypes: ["M6i.Large"] }),
  ),
  error(
    "CAP-17 other-cloud",
    "nodes/unknown-instance-type",
    workers({ instanceTypes: ["n2-standard-4"] }),
  ),
  error(
    "CAP-17 twice",
    "nodes/duplicate-instance-type",
    workers({ instanceTypes: ["m6i.xlarge", "m6i.xlarge"] }),
  ),
  error(
    "CAP-18 mixed",
    "nodes/mixed-shapes",
    workers({ instanceTypes: ["m6i.xlarge", "m6i.2xlarge"] }),
  ),
  error(
    "CAP-18 memory",
    "nodes/mixed-shapes",
    workers({ instanceTypes: ["m6i.xlarge", "c6i.xlarge"] }),
  ),
  error(
    "CAP-18 architecture",
    "nodes/mixed-architectures",
    workers({ instanceTypes: ["m6i.xlarge", "m6g.xlarge"] }),
  ),
  error(
    "CAP-18 image",
    "nodes/image-architecture",
    workers({ instanceTypes: ["m6g.xlarge"], amiType: "AL2023_x86_64_STANDARD" }),
  ),
  error(
    "CAP-18 gpu-image",
    "nodes/image-gpu",
    added({ ...gpuGroup, amiType: "AL2023_x86_64_STANDARD" }),
  ),
  error(
    "CAP-18 image-without-gpu",
    "nodes/image-gpu",
    workers({ amiType: "AL2023_x86_64_NVIDIA" }),
  ),
  warning("CAP-19 spot", "nodes/spot-with-one-type", workers({ capacityType: "SPOT" })),
  warning("CAP-16", "nodes/type-not-in-zone", () =>
    changedArgs((args) => {
      args.nodes.groups.push({
        name: "gpu",
        instanceTypes: ["p5.48xlarge"],
        maxSize: 2,
        availabilityZones: ["eu-central-1a", "eu-central-1b"],
      });
      Object.assign(args.services[1].resources, { gpus: 1 });
      args.services[1].placement = { nodeGroup: "gpu" };
      args.services[1].scaling = { maxReplicaCount: 12 };
      args.nodes.groups[1].maxSize = 3;
    }),
  ),
  warning("CAP-16 oldest-zone", "nodes/type-not-in-zone", () =>
    changedArgs((args) => {
      args.cluster.eks.region = "us-east-1";
      args.cluster.eks.network.vpc.availabilityZones = ["us-east-1a", "us-east-1b", "us-east-1e"];
      args.nodes.groups[0].availabilityZones = ["us-east-1a"];
    }),
  ),
  error(
    "CAP-16 not-in-network",
    "nodes/zone-outside-network",
    workers({ availabilityZones: ["eu-central-1c"] }),
  ),
  // Warm pools
  warning("budget-below-standing-cost", "budget/below-standing-cost", () =>
    changedArgs((args) => {
      args.budget = { monthlyUsd: 60 };
    }),
  ),
  error("CAP-31 spot", "nodes/warm-pool-limits", warmPool({}, { capacityType: "SPOT" })),
  error(
    "CAP-31 types",
    "nodes/warm-pool-limits",
    warmPool({}, { instanceTypes: ["m6i.xlarge", "m5.xlarge"] }),
  ),
  error(
    "CAP-31 bottlerocket",
    "nodes/warm-pool-limits",
    warmPool({ poolState: "HIBERNATED" }, { amiType: "BOTTLEROCKET_x86_64" }),
  ),
  error(
    "CAP-31 reuse",
    "nodes/warm-pool-limits",
    warmPool({ reuseOnScaleIn: true }, { amiType: "BOTTLEROCKET_x86_64" }),
  ),
  error(
    "CAP-31 size",
    "nodes/warm-pool-size",
    warmPool({ minSize: 3, maxGroupPreparedCapacity: 2 }),
  ),
  error("CAP-31 above-group", "nodes/warm-pool-size", warmPool({ minSize: 7 })),
  error(
    "CAP-31 disk",
    "nodes/warm-pool-disk",
    warmPool({ poolState: "HIBERNATED" }, { diskGiB: 30 }),
  ),
  warning("CAP-31 running", "nodes/warm-pool-running", warmPool({ poolState: "RUNNING" })),
  // Pods against node groups
  error("CAP-01", "capacity/no-gpu", gpus(1)),
  error(
    "CAP-01 unpinned",
    "capacity/no-gpu",
    worker((it) => {
      it.resources.gpus = 1;
      delete it.placement;
    }),
  ),
  error("CAP-01 too-many", "capacity/no-gpu", () =>
    changedArgs((args) => {
      args.nodes.groups.push(gpuGroup);
      args.services[1].resources.gpus = 4;
      args.services[1].placement = { nodeGroup: "gpu" };
    }),
  ),
  error("CAP-02", "shape/minimum", () =>
    changedArgs((args) => {
      args.nodes.groups.push({ ...gpuGroup, maxSize: 0 });
      args.services[1].resources.gpus = 1;
      args.services[1].placement = { nodeGroup: "gpu" };
    }),
  ),
  error("CAP-03 gpu-max", "capacity/max-replicas-exceed-nodes", () =>
    changedArgs((args) => {
      args.nodes.groups.push(gpuGroup);
      args.services[1].resources.gpus = 1;
      args.services[1].scaling = { maxReplicaCount: 8 };
      args.services[1].placement = { nodeGroup: "gpu" };
    }),
  ),
  error(
    "CAP-04 cpu",
    "capacity/larger-than-node",
    worker((it) => (it.resources.cpu = "4")),
  ),
  error(
    "CAP-04 memory",
    "capacity/larger-than-node",
    worker((it) => (it.resources.memory = "16Gi")),
  ),
  error(
    "CAP-04 nearly",
    "capacity/larger-than-node",
    worker((it) => (it.resources.cpu = "3900m")),
  ),
  error(
    "CAP-04 max",
    "capacity/max-replicas-exceed-nodes",
    worker((it) => {
      it.resources.cpu = "3";
      it.scaling = { maxReplicaCount: 12 };
    }),
  ),
  warning(
    "CAP-10 by-partitions",
    "capacity/maximum-exceeds-nodes",
    worker((it) => (it.resources.cpu = "3")),
  ),
  error("CAP-05", "capacity/unknown-node-group", placement({ nodeGroup: "worker" })),
  error("CAP-05 kafka", "capacity/unknown-node-group", () =>
    changedArgs((args) => (args.kafka.strimzi.nodeGroup = "kafka")),
  ),
  error("CAP-05 headroom", "capacity/unknown-node-group", () =>
    changedArgs(
      (args) =>
        (args.nodes.headroom = [{ nodeGroup: "wrokers", replicas: 1, cpu: "1", memory: "1Gi" }]),
    ),
  ),
  error(
    "CAP-06 label",
    "capacity/no-node-group",
    worker((it) => (it.placement = { nodeSelector: { "workload-type": "gpu" } })),
  ),
  error("CAP-06 label-value", "capacity/no-node-group", () =>
    changedArgs((args) => {
      args.nodes.groups[1].labels = { tier: "gold" };
      args.services[1].placement = {
        nodeSelector: { tier: "silver" },
        tolerations: [{ key: "chatbot.dev/workers" }],
      };
    }),
  ),
  error("CAP-06 taint", "capacity/no-node-group", () =>
    changedArgs((args) => {
      args.nodes.groups[1].labels = { tier: "gold" };
      args.services[1].placement = { nodeSelector: { tier: "gold" } };
    }),
  ),
  error("CAP-06 taint-value", "capacity/no-node-group", () =>
    changedArgs((args) => {
      args.nodes.groups[1].labels = { tier: "gold" };
      args.services[1].placement = {
        nodeSelector: { tier: "gold" },
        tolerations: [{ key: "chatbot.dev/workers", value: "yes" }],
      };
    }),
  ),
  error(
    "CAP-06 architecture",
    "capacity/no-node-group",
    placement({ nodeSelector: { "kubernetes.io/arch": "arm64" } }),
  ),
  error(
    "CAP-06 effect",
    "service/toleration-effect",
    placement({ tolerations: [{ key: "a", effect: "NoScheduling" }] }),
  ),
  warning(
    "CAP-07",
    "capacity/group-for-nobody",
    added({
      name: "batch",
      instanceTypes: ["m6i.large"],
      maxSize: 2,
      taints: [{ key: "batch", value: "true" }],
    }),
  ),
  warning("CAP-07 gpu", "capacity/group-for-nobody", added(gpuGroup)),
  error("CAP-08 operators", "capacity/no-group-for-operators", () =>
    changedArgs((args) => (args.nodes.groups[0].taints = [{ key: "system" }])),
  ),
  error("CAP-08 none", "nodes/required", () =>
    changedArgs((args) => {
      delete args.nodes;
      for (const service of args.services) delete service.placement;
    }),
  ),
  error("CAP-09", "capacity/minimum-exceeds-nodes", () =>
    changedArgs((args) => {
      args.nodes.groups[1].maxSize = 1;
      for (const service of args.services)
        service.scaling = { ...service.scaling, minReplicaCount: 3, maxReplicaCount: 3 };
      for (const service of args.services) service.resources = { cpu: "1", memory: "2Gi" };
    }),
  ),
  error("CAP-09 memory", "capacity/minimum-exceeds-nodes", () =>
    changedArgs((args) => {
      args.nodes.groups[1].maxSize = 2;
      for (const service of args.services) {
        service.scaling = { ...service.scaling, minReplicaCount: 3, maxReplicaCount: 3 };
        service.resources = { cpu: "100m", memory: "6Gi" };
      }
    }),
  ),
  warning("CAP-10", "capacity/maximum-exceeds-nodes", () =>
    changedArgs((args) => {
      args.nodes.groups[1].maxSize = 2;
      args.services[0].resources = { cpu: "500m", memory: "512Mi" };
    }),
  ),
  error("CAP-11", "network/too-few-addresses", smallSubnets(28, 6)),
  error("CAP-11 more-nodes", "network/too-few-addresses", smallSubnets(24, 40)),
  error("CAP-11 new-vpc", "network/too-few-addresses", () =>
    changedArgs((args) => {
      args.cluster.eks.network.vpc.cidr = "10.0.0.0/24";
      args.nodes.groups[1].maxSize = 20;
    }),
  ),
  error("CAP-20", "kafka/volumes-across-zones", kafkaGroup({ minSize: 0 })),
  error("CAP-20 unpinned", "kafka/volumes-across-zones", () =>
    changedArgs((args) => {
      delete args.nodes.groups[0].availabilityZones;
      args.nodes.groups[0].minSize = 0;
    }),
  ),
  warning("CAP-20 min-one", "kafka/nodes-not-by-zone", kafkaGroup({ minSize: 1 })),
  warning(
    "CAP-22 spot",
    "kafka/brokers-on-spot",
    kafkaGroup({ perZone: true, capacityType: "SPOT", instanceTypes: ["m6i.xlarge", "m5.xlarge"] }),
  ),
  error(
    "CAP-22 broker-size",
    "kafka/larger-than-node",
    kafkaGroup({ perZone: true }, { brokers: { cpu: "8", memory: "32Gi" } }),
  ),
  error("CAP-23", "service/budget-blocks-drain", budget({ minAvailable: "2" })),
  error("CAP-23 above", "service/budget-blocks-drain", budget({ minAvailable: "3" })),
  error(
    "CAP-23 at-zero",
    "service/budget-blocks-drain",
    worker((it) => (it.podDisruptionBudget = { minAvailable: "1" })),
  ),
  error("CAP-23 share", "service/budget-blocks-drain", budget({ minAvailable: "75%" })),
  error("CAP-24", "service/budget-blocks-drain", budget({ minAvailable: "100%" })),
  error("CAP-24 none-away", "service/budget-blocks-drain", budget({ maxUnavailable: "0" })),
  error("CAP-24 no-share-away", "service/budget-blocks-drain", budget({ maxUnavailable: "0%" })),
  error("CAP-24 above-100", "service/budget-above-everything", budget({ maxUnavailable: "150%" })),
  error(
    "CAP-25 both",
    "shape/several-alternatives",
    budget({ minAvailable: "1", maxUnavailable: "1" }),
  ),
  error("CAP-26", "capacity/max-replicas-exceed-nodes", placement({ onePerNode: true })),
  error(
    "CAP-27",
    "shape/enum",
    worker((it) => (it.priority = "system-node-critical")),
  ),
  error(
    "CAP-27 unknown",
    "shape/enum",
    worker((it) => (it.priority = "urgent")),
  ),
  error("CAP-29", "capacity/headroom-larger-than-node", () =>
    changedArgs(
      (args) =>
        (args.nodes.headroom = [{ nodeGroup: "workers", replicas: 1, cpu: "8", memory: "1Gi" }]),
    ),
  ),
  error("CAP-29 memory", "capacity/headroom-larger-than-node", () =>
    changedArgs(
      (args) =>
        (args.nodes.headroom = [{ nodeGroup: "workers", replicas: 1, cpu: "1", memory: "64Gi" }]),
    ),
  ),
  error("CAP-29 many", "capacity/headroom-larger-than-node", () =>
    changedArgs(
      (args) =>
        (args.nodes.headroom = [{ nodeGroup: "workers", replicas: 100, cpu: "3", memory: "1Gi" }]),
    ),
  ),
  warning("CAP-30 architectures", "capacity/any-architecture", () =>
    changedArgs((args) => {
      args.nodes.groups.push({
        name: "arm",
        instanceTypes: ["m6g.large"],
        maxSize: 4,
        availabilityZones: ["eu-central-1a"],
      });
      delete args.services[0].placement;
    }),
  ),
  warning("CAP-32 expander", "nodes/expander-without-choice", () =>
    changedArgs((args) => (args.nodes.autoscaler = { expander: "priority" })),
  ),
  warning("CAP-32 threshold", "nodes/busy-nodes-go", () =>
    changedArgs((args) => (args.nodes.autoscaler = { scaleDownUtilizationThreshold: 0.95 })),
  ),
  warning(
    "CAP-32 one-zone-per-zone",
    "nodes/one-zone-per-zone",
    workers({ perZone: true, availabilityZones: ["eu-central-1a"] }),
  ),
  warning("SCALE-03", "capacity/nodes-beyond-partitions", () =>
    changedArgs((args) => {
      args.kafka.topics[0].partitions = 3;
      args.nodes.groups.push({
        name: "answers",
        instanceTypes: ["m6i.large"],
        maxSize: 20,
        taints: [{ key: "answers" }],
      });
      args.services[1].placement = { nodeGroup: "answers" };
    }),
  ),
  warning(
    "CAP-17 no-facts",
    "nodes/type-without-facts",
    workers({ instanceTypes: ["c8ib.2xlarge"] }),
  ),
  error(
    "NAME-14 many",
    "nodes/too-many-labels",
    workers({
      labels: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`team-${i}`, "a"])),
    }),
  ),
];
