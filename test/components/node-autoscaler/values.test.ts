import assert from "node:assert/strict";
import { autoscalerValues, expanderPriorities } from "../../../components/node-autoscaler/values";
import { versions } from "../../../components/versions";
import type { NodeGroupArgs } from "../../../settings/args/node-group";
import type { NodeAutoscalerArgs } from "../../../settings/args/nodes";
import { chartValueErrors } from "../../support/chart-values";
import { restrictedErrors } from "../../../policy/pod-security";
import { settledNodes } from "../../support/settled-nodes";
import { needSharedData } from "../../support/shared-data";

const onDemand: NodeGroupArgs = {
  name: "workers",
  instanceTypes: ["m6i.large"],
  minSize: 1,
  maxSize: 5,
  availabilityZones: ["eu-west-1a", "eu-west-1b"],
};
const spot: NodeGroupArgs = {
  ...onDemand,
  name: "spot",
  minSize: 0,
  capacityType: "SPOT",
  instanceTypes: ["m6i.large", "m5.large"],
};

function values(autoscaler: NodeAutoscalerArgs = {}, groups = [onDemand], production = false) {
  const nodes = settledNodes({ autoscaler, groups });
  return autoscalerValues(nodes.autoscaler, nodes.groups, {
    clusterName: "chatbot",
    region: "eu-west-1",
    imageTag: "v1.35.2",
    production,
  });
}

describe("autoscalerValues()", () => {
  for (const [title, groups] of [
    ["groups of one kind", [onDemand]],
    ["spot and on-demand groups", [onDemand, spot]],
  ] as const) {
    it(`uses keys of the real chart, for ${title}`, function () {
      const { clusterAutoscalerChart: version } = versions;
      needSharedData(this, "values", `cluster-autoscaler-${version}.values.yaml`);
      const made = values({}, [...groups]);
      assert.deepEqual(chartValueErrors("cluster-autoscaler", version, made), []);
    });
  }

  it("finds groups by the cluster's tag, with the image of the cluster's minor (F.2, 1-3)", () => {
    const { cloudProvider, awsRegion, autoDiscovery, image } = values();
    assert.deepEqual(
      { cloudProvider, awsRegion, autoDiscovery, image },
      {
        cloudProvider: "aws",
        awsRegion: "eu-west-1",
        autoDiscovery: { clusterName: "chatbot" },
        image: {
          repository: "registry.k8s.io/autoscaling/cluster-autoscaler",
          tag: "v1.35.2",
        },
      },
    );
  });

  it("has these flags", () => {
    assert.deepEqual(values().extraArgs, {
      expander: "least-waste",
      "scan-interval": "10s",
      "balance-similar-node-groups": "true",
      "balancing-ignore-label_1": "eks.amazonaws.com/sourceLaunchTemplateId",
      "balancing-ignore-label_2": "eks.amazonaws.com/sourceLaunchTemplateVersion",
      "balancing-ignore-label_3": "topology.k8s.aws/zone-id",
      "scale-down-utilization-threshold": "0.5",
      "scale-down-gpu-utilization-threshold": "0.5",
      "scale-down-unneeded-time": "60s",
      "scale-down-delay-after-add": "60s",
      "max-node-provision-time": "420s",
      "max-graceful-termination-sec": "600",
      "skip-nodes-with-system-pods": "false",
      "skip-nodes-with-local-storage": "true",
    });
  });

  const flags: [keyof NodeAutoscalerArgs, number, string, string][] = [
    ["scanIntervalSeconds", 30, "scan-interval", "30s"],
    ["scaleDownUtilizationThreshold", 0.65, "scale-down-utilization-threshold", "0.65"],
    ["scaleDownUtilizationThreshold", 0.65, "scale-down-gpu-utilization-threshold", "0.65"],
    ["scaleDownUnneededSeconds", 300, "scale-down-unneeded-time", "300s"],
    ["scaleDownDelayAfterAddSeconds", 0, "scale-down-delay-after-add", "0s"],
    ["maxNodeProvisionSeconds", 900, "max-node-provision-time", "900s"],
    ["maxGracefulTerminationSeconds", 1800, "max-graceful-termination-sec", "1800"],
  ];
  for (const [key, value, flag, expected] of flags) {
    it(`hands ${key} on as --${flag} (check 45 and C.4)`, () => {
      const { extraArgs } = values({ [key]: value });
      assert.equal((extraArgs as Record<string, string>)[flag], expected);
    });
  }

  it("keeps to Pod Security's restricted level (check 31)", () => {
    const { securityContext, containerSecurityContext } = values();
    const containers = [{ name: "ca", securityContext: containerSecurityContext }];
    assert.deepEqual(restrictedErrors({ spec: { securityContext, containers } }), []);
    assert.equal(containerSecurityContext.readOnlyRootFilesystem, true);
  });

  it("has room to plan, a priority and a disruption budget (check 34; F.2, 6 and 10)", () => {
    const { resources, priorityClassName, podDisruptionBudget } = values();
    assert.deepEqual(resources, {
      requests: { cpu: "100m", memory: "600Mi" },
      limits: { memory: "600Mi" },
    });
    assert.equal(priorityClassName, "system-cluster-critical");
    assert.deepEqual(podDisruptionBudget, { maxUnavailable: 1 });
  });

  it("runs twice in production, and always with leader election, which is the default", () => {
    assert.equal(values().replicaCount, 1);
    assert.equal(values({}, [onDemand], true).replicaCount, 2);
    assert.ok(!("leader-elect" in values().extraArgs));
  });

  it("takes spot first when there are both kinds, and then what wastes least (F-28)", () => {
    const made = values({}, [onDemand, spot]);
    assert.equal(made.extraArgs.expander, "priority,least-waste");
    assert.ok("expanderPriorities" in made);
    assert.ok(!("expanderPriorities" in values()));
  });
});

describe("expanderPriorities()", () => {
  const priorities = (...groups: NodeGroupArgs[]) =>
    expanderPriorities(settledNodes({ groups }).groups);

  it("are these for a spot and an on-demand group, everything matched in the end", () => {
    assert.deepEqual(priorities(onDemand, spot), {
      "10": [".*"],
      "50": ["^eks-spot-[0-9a-f]{26}-.*"],
    });
  });

  it("name each zone of a perZone group", () => {
    assert.deepEqual(priorities(onDemand, { ...spot, perZone: true })["50"], [
      "^eks-spot-a-[0-9a-f]{26}-.*",
      "^eks-spot-b-[0-9a-f]{26}-.*",
    ]);
  });

  it("match Auto Scaling groups as EKS names them, and not those of a group with a longer name", () => {
    const [expression = ""] = priorities(onDemand, spot)["50"] ?? [];
    const name = (group: string): string =>
      `eks-${group}-20261125100000123400000001-a0b1c2d3-0000-1111-2222-333344445555`;
    assert.match(name("spot"), new RegExp(expression));
    assert.doesNotMatch(name("spot-beef"), new RegExp(expression));
    assert.doesNotMatch(name("workers"), new RegExp(expression));
  });

  it("are all alike without spot groups", () => {
    assert.deepEqual(priorities(onDemand), { "10": [".*"] });
  });
});
