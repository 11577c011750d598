import type { PrometheusStackArgs } from "../args/monitoring";
import type { PlatformArgs } from "../args/platform";
import type { Deriver } from "../derivation";
import { filledGiB, seriesOf } from "../metric-series";

/** Smallest volume: a gp3 volume of this size costs less than a dollar a month. */
const leastGiB = 10;

/** Derived values of monitoring. */
export function resolveMonitoring(args: PlatformArgs, deriver: Deriver): void {
  if (args.monitoring === undefined) {
    args.monitoring = {};
    const consumer = args.services.find(({ consumes }) => consumes !== undefined);
    const { cluster, kafka } = args;
    const alone = cluster.eks !== undefined && kafka?.strimzi !== undefined;
    if (args.environment === "production" && alone && consumer !== undefined) {
      const stack = { namespace: "monitoring", retentionDays: 15 };
      const formula = `production, and ${consumer.name} consumes a topic: by its arrivals it scales before there is lag`;
      deriver.fill(args.monitoring, "stack", "monitoring", stack, formula);
    }
  }
  if (args.monitoring.stack !== undefined) resolveStack(args.monitoring.stack, args, deriver);
}

function resolveStack(stack: PrometheusStackArgs, args: PlatformArgs, deriver: Deriver): void {
  const at = "monitoring.stack";
  const series = seriesOf(args);
  const days = stack.retentionDays ?? 15;
  const filled = filledGiB(series, days);
  deriver.fill(
    stack,
    "storageGiB",
    at,
    Math.min(16_384, Math.max(leastGiB, Math.ceil(2 * filled))),
    `max(${leastGiB}, 2 x ${Number(filled.toPrecision(2))} GiB for ${days} days of ${series} series)`,
  );
  deriver.fill(
    stack,
    "memoryMiB",
    at,
    Math.min(131_072, 512 + Math.ceil(series / 128)),
    `512 MiB + 8 KiB x ${series} series`,
  );
}
