import type { Duration } from "../world/duration";

/** How long things take that no setting says. Everything here can be replaced by what somebody measured. */
export interface Delays {
  /** From the order of a node without GPUs until it is ready. */
  node: Duration;
  /** The same with GPUs. */
  gpuNode: Duration;
  /** The same of an instance that waits stopped in a warm pool. */
  warmNode: Duration;
  /** Pull of the image of a service without GPUs. */
  pull: Duration;
  /** The same with GPUs: model servers are large. */
  gpuPull: Duration;
  /** Shares of `capacity.startupSeconds` between which starts really lie, evenly. */
  startSpread: readonly [number, number];
  /** Start of what is no service: operators, brokers. */
  platformStart: Duration;
  /** A change of a consumer group. */
  rebalance: Duration;
  /** Interruptions of one spot node in an hour. */
  spotInterruptionsPerHour: number;
  /** Seconds between two scrapes of Prometheus. */
  scrapeSeconds: number;
}

/** Hours of a month as AWS bills it. */
const hoursPerMonth = 730;

/**
 * What is usual. Sources, each with what was measured:
 * - nodes: from the change of the Auto Scaling group to Ready, fitted to eks-ami#1099 (39 s), karpenter#3827 (28-31 s),
 *   karpenter#3102 (40 s), instance-manager#290 (71 s) and eks-ami#2210 (24-30 s before the kubelet, 70-100 s with heavy
 *   images); nodes with GPUs take about twice as long;
 * - warm nodes: a stopped instance was ready 80 s after the pod's event where a new one took 110 s (instance-manager#277), so 30 s
 *   less, or three quarters: between 25 and 40 s of a median of 55;
 * - pulls: assumed 10 s for an image of some hundred MB; 2-5 GB take 30-60 s;
 * - start: the spread of the scenarios that our own figures are measured on;
 * - rebalance: members hear of a change at their next heartbeat, `heartbeat.interval.ms` 3000
 *   (https://kafka.apache.org/documentation/#consumerconfigs_heartbeat.interval.ms), and need up to two rounds;
 * - spot: the lowest band of the Spot Instance Advisor, under 5 % a month (https://aws.amazon.com/ec2/spot/instance-advisor/);
 * - scrapes: the default of the Prometheus operator, 30 s.
 */
export const usualDelays: Delays = {
  node: { kind: "lognormal", median: 55, p95: 90 },
  gpuNode: { kind: "lognormal", median: 90, p95: 180 },
  warmNode: { kind: "lognormal", median: 30, p95: 55 },
  pull: { kind: "fixed", seconds: 10 },
  gpuPull: { kind: "uniform", from: 30, to: 60 },
  startSpread: [0.6, 1.4],
  platformStart: { kind: "fixed", seconds: 10 },
  rebalance: { kind: "uniform", from: 1, to: 3 },
  spotInterruptionsPerHour: 0.05 / hoursPerMonth,
  scrapeSeconds: 30,
};

/** Seconds from the start of a container to its first message. */
export function startOf(startupSeconds: number, { startSpread: [from, to] }: Delays): Duration {
  return { kind: "uniform", from: startupSeconds * from, to: startupSeconds * to };
}
