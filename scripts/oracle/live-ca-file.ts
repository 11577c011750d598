import type { Priorities } from "../../forecast/nodes/expander";
import type { PlacedPod, Room, Taint } from "../../forecast/nodes/placed-pod";

/** live-ca.json, as LIVE-CA.md describes it, as far as the replay reads it. Seconds since the start of the autoscaler. */
export interface LiveCaFile {
  runs: LiveRun[];
}

export interface LiveRun {
  id: string;
  binary: string;
  flags: string[];
  priorities?: Priorities | null;
  groups: LiveGroup[];
  steps: LiveStep[];
  podSpecs: LivePodSpec[];
  pods: LivePod[];
  conditionChanges: [t: number, pod: string][];
  scaleUps: LiveScaleUp[];
  loops: LiveLoop[];
  snapshots: { id: number; nodes: LiveNode[] }[];
}

export interface LiveGroup {
  id: string;
  min: number;
  max: number;
  capacity: Room;
  allocatable: Room;
  labels: Record<string, string>;
  taints: Taint[];
}

/** What the script did. */
export interface LiveStep {
  t: number;
  name?: string;
  what?: string;
  replicas?: number | null;
  app?: string;
  spec?: { minAvailable?: number; maxUnavailable?: number };
}

export interface LivePodSpec extends Omit<PlacedPod, "name" | "daemon" | "topologySpread"> {
  topologySpreadConstraints?: PlacedPod["topologySpread"];
}

export interface LivePod {
  name: string;
  /** Index in `podSpecs`. */
  spec: number;
  created: number;
  createdApi: number;
  unschedulable: number | null;
  bound: number | null;
  ready: number | null;
  deleting: number | null;
  deleted: number | null;
}

/** A daemonset's or static pod on a node that does not stand yet. */
export type StandIn = [name: string, cpuMilli: number, memoryMiB: number, kind: string];

export interface LiveNode {
  name: string;
  group: string;
  pods: (string | StandIn)[];
  pendingPlacedHere?: (string | StandIn)[];
  /** Such as `key=value:NoSchedule`. */
  taints?: string[];
  unschedulable?: boolean;
}

export interface LiveScaleUp {
  t: number;
  loop: number;
  pendingPods: (Omit<PlacedPod, "name" | "daemon"> & { names: string[] })[];
  nodesBefore: LiveNode[];
  groups: {
    id: string;
    min: number;
    max: number;
    target: number;
    templateDaemons: StandIn[];
  }[];
  options: { group: string; nodes: number; pods: number; similar?: string[] }[];
  skippedGroups: Record<string, unknown>;
  chosen: string | null;
  plan: { group: string; from: number; to: number }[];
  delta: number;
}

export interface LiveLoop {
  loop: number;
  t: number;
  end: number;
  snap: number;
  pending: string[];
  toHelp: string[];
  scaleUp: string;
  candidates: string[];
  unneeded?: Record<string, number>;
  unremovable: Record<string, [reason: string, ...unknown[]]>;
  inProgress: { drain: string[]; empty: string[] };
  forbidden: boolean;
  lastScaleUp: number | null;
  lastScaleDown: number | null;
  lastFail: number | null;
  removing?: string[];
}
