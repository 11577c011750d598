import type { Duration } from "../world/duration";
import type { WorldSpec } from "../world/spec";
import type { Delays } from "./delays";

/** What a world takes for granted about the time that things take, one line each; only what it has. */
export function delayAssumptions(
  { services, nodes }: Pick<WorldSpec, "services" | "nodes">,
  delays: Delays,
): string[] {
  const groups = nodes.autoscaler === undefined ? [] : nodes.groups;
  const working = services.filter(({ work }) => work !== undefined);
  const rates = working.some(({ scaler }) => scaler?.triggers.some(({ type }) => type === "rate"));
  const [from, to] = delays.startSpread;
  const lines: [boolean, string][] = [
    [
      groups.some((group) => !hasGpus(group.template.allocatable)),
      `a new node is ready after ${text(delays.node)}`,
    ],
    [
      groups.some((group) => hasGpus(group.template.allocatable)),
      `a new node with GPUs is ready after ${text(delays.gpuNode)}`,
    ],
    [
      groups.some(({ warm }) => warm !== undefined),
      `an instance of a warm pool is ready after ${text(delays.warmNode)}`,
    ],
    [
      groups.some(({ spot }) => spot),
      `a spot node is interrupted once in ${Math.round(1 / delays.spotInterruptionsPerHour).toLocaleString("en-US")} hours`,
    ],
    [
      working.some(({ pod }) => !hasGpus(pod)),
      `an image that a node does not hold is pulled in ${text(delays.pull)}`,
    ],
    [
      working.some(({ pod }) => hasGpus(pod)),
      `an image for GPUs that a node does not hold is pulled in ${text(delays.gpuPull)}`,
    ],
    [working.length > 0, `applications start in ${from} to ${to} of their startupSeconds`],
    [
      working.some(({ work }) => work?.partitions !== undefined),
      `a change of a consumer group takes ${text(delays.rebalance)}`,
    ],
    [rates, "arrival rates are as old as the last scrape"],
  ];
  return lines.filter(([holds]) => holds).map(([, line]) => line);
}

function text(duration: Duration): string {
  switch (duration.kind) {
    case "fixed":
      return `${duration.seconds} s`;
    case "uniform":
      return `${duration.from} to ${duration.to} s`;
    case "lognormal":
      return `${duration.median} s in the middle (95 of 100: at most ${duration.p95} s)`;
  }
}

function hasGpus({ gpus = 0 }: { gpus?: number }): boolean {
  return gpus > 0;
}
