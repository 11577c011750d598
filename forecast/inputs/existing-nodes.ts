import type { NodesSpec, ServiceSpec } from "../world/spec";

const plenty = 1e9;

/** Nodes that nobody has described: one, large enough for everything. */
export const existingNodes: NodesSpec = {
  groups: [
    {
      template: {
        group: "existing nodes",
        allocatable: { cpuMilli: plenty, memoryMiB: plenty, pods: plenty, gpus: plenty },
        capacity: { cpuMilli: plenty, memoryMiB: plenty },
        labels: {},
        taints: [],
        daemons: [],
      },
      min: 1,
      max: 1,
      initial: 1,
      start: { kind: "fixed", seconds: 0 },
      warm: undefined,
      spot: false,
      interruptionsPerHour: 0,
      usdPerHour: 0,
      instanceType: "existing",
      diskGibibytes: 0,
      scaleDownUtilizationThreshold: undefined,
      unneededSeconds: undefined,
    },
  ],
  autoscaler: undefined,
  scoring: "LeastAllocated",
};

/** A service whose pods go to any node: what they want of nodes says nothing where the nodes are not known. */
export function anywhere(service: ServiceSpec): ServiceSpec {
  const { cpuMilli, memoryMiB, gpus, labels, daemon, priority, owner, annotations } = service.pod;
  return {
    ...service,
    pod: { cpuMilli, memoryMiB, gpus, labels, daemon, priority, owner, annotations },
  };
}
