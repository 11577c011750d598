/** A pod as scheduling looks at it. */
export interface PlacedPod {
  name: string;
  cpuMilli: number;
  memoryMiB: number;
  /** 0 when not given. */
  gpus?: number;
  labels: Labels;
  /** Of a DaemonSet, or static: it belongs to its node and goes with it. */
  daemon: boolean;
  priority?: number;
  nodeSelector?: Labels;
  tolerations?: readonly Toleration[];
  affinity?: Affinity;
  topologySpread?: readonly SpreadConstraint[];
  hostPort?: number;
  /** Undefined for a bare pod, that nothing would make anew. */
  owner?: string;
  annotations?: Labels;
  volumes?: readonly Volume[];
}

export type Labels = Readonly<Record<string, string>>;

export interface Selector {
  matchLabels?: Labels;
  matchExpressions?: readonly Requirement[];
}

export interface Requirement {
  key: string;
  operator: string;
  values?: readonly string[];
}

export interface Toleration {
  key?: string;
  operator?: string;
  value?: string;
  effect?: string;
}

export interface Taint {
  key: string;
  value?: string;
  effect: string;
}

/** The parts of an affinity that forbid. */
export interface Affinity {
  nodeAffinity?: {
    requiredDuringSchedulingIgnoredDuringExecution?: {
      nodeSelectorTerms: readonly { matchExpressions?: readonly Requirement[] }[];
    };
  };
  podAntiAffinity?: {
    requiredDuringSchedulingIgnoredDuringExecution?: readonly AntiAffinityTerm[];
  };
}

export interface AntiAffinityTerm {
  labelSelector: Selector;
  topologyKey: string;
}

export interface SpreadConstraint {
  topologyKey: string;
  maxSkew: number;
  minDomains?: number;
  whenUnsatisfiable: string;
  labelSelector: Selector;
}

export interface Volume {
  name: string;
  hostPath?: unknown;
  emptyDir?: { medium?: string } | null;
}

/** What a node offers to pods. */
export interface Room {
  cpuMilli: number;
  memoryMiB: number;
  pods: number;
  /** 0 when not given. */
  gpus?: number;
}
