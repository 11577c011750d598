import { estimate, type NodeTemplate } from "../../forecast/nodes/estimate";
import type { PlacedPod } from "../../forecast/nodes/placed-pod";
import { removableNodes, type UnneededNode } from "../../forecast/nodes/removal";
import { SimulatedNode } from "../../forecast/nodes/simulated-node";
import { isUnderutilized } from "../../forecast/nodes/unneeded";
import { keepSince } from "../../forecast/nodes/unneeded-since";
import type { Judge } from "./table";

interface BinpackingRow {
  node: { cpuMilli: number; memBytes: number; maxPods: number };
  maxNewNodes: number | null;
  podGroups: {
    cpuMilli: number;
    memBytes: number;
    count: number;
    hostPort?: number;
    topologySpread?: { key: string; maxSkew: number; minDomains?: number };
  }[];
  expected: { nodes: number; pods: number };
}

interface RemovableRow {
  empty: number;
  drain: number;
  minSize: number;
  targetSize: number;
  ongoingDeletions: number;
  expected: { empty: number; drain: number };
}

interface SinceRow {
  first: string[];
  second: string[];
  expected: Record<string, "first" | "second">;
}

interface EligibilityRow {
  nodeCpuMilli: number;
  podsCpuMilli: number[];
  daemonSetPodsCpuMilli?: number[];
  ignoreDaemonSetsUtilization?: boolean;
  expected: { candidate: boolean; reason?: string };
}

const zone = "topology.kubernetes.io/zone";

/** Upstream's test makes the memory of nodes in MiB and that of pods in bytes; the table keeps the bare numbers. */
const bytesPerMiB = 1024 * 1024;

/** The groups of cluster-autoscaler.json. */
export const clusterAutoscalerJudges: Record<string, Judge> = {
  binpacking: ({ node, maxNewNodes, podGroups, expected }: BinpackingRow) => {
    const allocatable = { cpuMilli: node.cpuMilli, memoryMiB: node.memBytes, pods: node.maxPods };
    const template: NodeTemplate = {
      group: "template",
      allocatable,
      capacity: allocatable,
      labels: { [zone]: "zone-mars" },
      taints: [],
      daemons: [],
    };
    const old = new SimulatedNode("old", {
      group: "old",
      allocatable: { cpuMilli: 100, memoryMiB: 100, pods: 10 },
      labels: { [zone]: "zone-jupiter" },
      taints: [],
    });
    // No limit is written as null, and as 0 upstream.
    const most = maxNewNodes ? maxNewNodes : Infinity;
    const { nodes, pods } = estimate(template, podGroups.map(podsOf), [old], most);
    return { expected, actual: { nodes, pods } };
  },

  removableAt: ({ expected, ...row }: RemovableRow) => {
    const nodes = (count: number, empty: boolean) =>
      Array.from({ length: count }, (_, i): UnneededNode => {
        return { name: `${empty ? "empty" : "drain"}-${i}`, group: "ng", since: -600, empty };
      });
    const unneeded = [...nodes(row.empty, true), ...nodes(row.drain, false)];
    const size = { id: "ng", min: row.minSize, max: 100, target: row.targetSize };
    const ongoing = { empty: 0, drained: 0, byGroup: new Map([["ng", row.ongoingDeletions]]) };
    const timers = {
      unneededSeconds: 0,
      delayAfterAddSeconds: 0,
      delayAfterDeleteSeconds: 0,
      delayAfterFailureSeconds: 0,
      delayTypeLocal: false,
      maxParallelism: Infinity,
      maxDrainParallelism: Infinity,
    };
    const never = {
      scaleUpAt: -Infinity,
      scaleDownAt: -Infinity,
      failureAt: -Infinity,
      groupScaleUpAt: new Map<string, number>(),
    };
    const groups = new Map([["ng", size]]);
    const found = removableNodes(unneeded, groups, ongoing, timers, never, 0);
    const empty = found.filter((node) => node.empty).length;
    return { expected, actual: { empty, drain: found.length - empty } };
  },

  unneededSince: ({ first, second, expected }: SinceRow) => {
    const since = keepSince(keepSince(new Map(), first, 1), second, 2);
    const named = [...since].map(([name, at]) => [name, at === 1 ? "first" : "second"]);
    return { expected, actual: Object.fromEntries(named) };
  },

  eligibility: ({ expected, ...row }: EligibilityRow) => {
    const node = new SimulatedNode("regular", {
      group: "ng",
      allocatable: { cpuMilli: row.nodeCpuMilli, memoryMiB: Infinity, pods: 110 },
      labels: {},
      taints: [],
    });
    for (const cpuMilli of row.podsCpuMilli) node.add(pod({ cpuMilli }));
    for (const cpuMilli of row.daemonSetPodsCpuMilli ?? [])
      node.add(pod({ cpuMilli, daemon: true }));
    const ignoreDaemons = row.ignoreDaemonSetsUtilization ?? false;
    const candidate = isUnderutilized(node, { threshold: 0.5, ignoreDaemons });
    const reason = candidate || expected.reason === undefined ? {} : { reason: "NotUnderutilized" };
    return { expected, actual: { candidate, ...reason } };
  },
};

function podsOf(group: BinpackingRow["podGroups"][number], index: number): PlacedPod[] {
  const { topologySpread: spread, hostPort } = group;
  const labels = { app: "estimatee" };
  const constraint = spread && {
    topologyKey: spread.key,
    maxSkew: spread.maxSkew,
    minDomains: spread.minDomains,
    whenUnsatisfiable: "DoNotSchedule",
    labelSelector: { matchLabels: labels },
  };
  return Array.from({ length: group.count }, (_, i) =>
    pod({
      name: `pod-${index}-${i}`,
      cpuMilli: group.cpuMilli,
      memoryMiB: group.memBytes / bytesPerMiB,
      labels,
      hostPort,
      topologySpread: constraint ? [constraint] : [],
    }),
  );
}

function pod(given: Partial<PlacedPod>): PlacedPod {
  return { name: "pod", cpuMilli: 0, memoryMiB: 0, labels: {}, daemon: false, ...given };
}
