/** How long messages waited, in seconds, from their arrival until a replica took them. */
export interface Waits {
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

/** What became of one service. */
export interface ServiceOutcome {
  name: string;
  /** Messages that arrived. */
  messages: number;
  wait: Waits;
  sloSeconds: number | undefined;
  /**
   * Messages that waited longer than the SLO allows, with those that have waited so long at the end and still do; younger ones
   * that nobody had taken by then are not counted.
   */
  late: number;
  /** Messages that nobody had taken at the end, those of the last second included. They are in no `wait`. */
  unserved: number;
  maxBacklog: number;
  /** Times that the service was woken from zero. */
  coldStarts: number;
  /** Replicas that were ended at work with a grace period shorter than the longest message. */
  cutOff: number;
  /** Replicas that ran, mean and most, and the bound. */
  replicas: { mean: number; max: number; cap: number };
  /** Seconds that replicas waited for a node, added up. */
  pendingSeconds: number;
  /** Why no node group can ever take a replica; undefined when one can. */
  unplaceable: string | undefined;
}

/** A part of the bill, for the simulated time. */
export interface CostLine {
  /** Such as `m6i.xlarge, spot (workers)`. */
  part: string;
  kind: "nodes" | "control plane" | "volumes" | "network";
  usd: number;
}

/** How a service went on, one value for each step of time. */
export interface ServiceSeries {
  name: string;
  /** Messages a second that arrived: mean of the step. */
  arrivals: Float32Array;
  /** Messages that waited: most in the step. */
  backlog: Float32Array;
  /** Longest wait of the messages that were taken in the step. */
  wait: Float32Array;
  /** Replicas that ran: most in the step. */
  replicas: Float32Array;
  cap: number;
}

export interface Series {
  stepSeconds: number;
  services: readonly ServiceSeries[];
  /** Nodes by group: most in the step. */
  nodes: readonly { group: string; count: Float32Array }[];
  /** Dollars an hour of all nodes: mean of the step. */
  usdPerHour: Float32Array;
}

/** What a simulation found. */
export interface Outcome {
  seconds: number;
  services: readonly ServiceOutcome[];
  /** Over the messages of all services. */
  wait: Waits;
  /** By node group, in the order of the spec. */
  nodeSeconds: readonly number[];
  series: Series;
}
