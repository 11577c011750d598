import { evaluate } from "../../forecast/keda/activity";
import { exceeds, fallbackMetricMilli } from "../../forecast/keda/fallback";
import type { FetchRow, ServedRow } from "./live-keda-file";
import { fallbackOf, kafkaTriggerOf, modifiersOf, type ReplayedService } from "./live-service";
import type { Tally } from "./tally";
import { countUntil } from "./timeline";

/** What was handed to the HorizontalPodAutoscaler: thousandths, or an error. */
type Served = number | "error";

/** Milliseconds between two logs. */
const logSeconds = 0.001;

/** The status shows a failure up to this long after its query. */
const statusSeconds = 0.1;

/** Compares every answer of the metrics adapter with query, cache, formula or fallback. */
export function replayServed(service: ReplayedService, tally: Tally): void {
  for (const row of service.recorded.served) {
    const [, t, index, valueMilli] = row;
    const about = `${service.recorded.id} served ${index} at ${t}`;
    tally.compare(about, valueMilli ?? "error", serve(service, row));
  }
}

function serve(service: ReplayedService, row: ServedRow): Served {
  const [from, t, index] = row;
  const spec = service.specAt(from);
  const modifiers = modifiersOf(spec);
  const queries = queriesBehind(service, row, modifiers !== undefined);
  // Without any query the scalers could not be built.
  if (queries.length === 0) return "error";
  const failed = queries.filter(([, , value]) => value === null);
  const fallback = fallbackOf(spec);
  const complete = queries.length === spec.triggers.length;
  if (failed.length > 0) {
    const covered = failed.every(([at, trigger]) => {
      const written = spec.triggers[trigger];
      return (
        written !== undefined &&
        exceeds(service.failuresAt(written, trigger, at + statusSeconds), fallback)
      );
    });
    if (!covered || fallback === undefined) return "error";
    if (fallback.behavior !== "scalingModifiers") {
      const workload = { specReplicas: service.replicasAt(t), readyReplicas: service.readyAt(t) };
      const trigger = spec.triggers[index];
      const target = modifiers?.target ?? (trigger ? kafkaTriggerOf(trigger).lagThreshold : NaN);
      const type = modifiers ? "AverageValue" : (spec.triggers[0]?.metricType ?? "AverageValue");
      return fallbackMetricMilli(fallback, workload, target, type) ?? "error";
    }
  }
  if (modifiers === undefined) return queries[0]?.[2] ?? "error";
  if (!complete) return "error";
  const readings = queries.map(([, trigger, value]) => ({
    name: spec.triggers[trigger]?.name,
    value: value === null ? undefined : value / 1000,
  }));
  const composite = evaluate(readings, modifiers);
  return composite === undefined ? "error" : Math.trunc(composite * 1000);
}

/** The last query of each trigger in the time of the answer; a formula needs those of all. */
function queriesBehind(
  { recorded: { hpaFetches } }: ReplayedService,
  [from, to, index]: ServedRow,
  all: boolean,
): FetchRow[] {
  const at = (i: number) => hpaFetches[i]?.[0] ?? Infinity;
  const first = countUntil(hpaFetches.length, at, from - logSeconds * 1.001);
  const last = countUntil(hpaFetches.length, at, to + logSeconds);
  const queries = new Map<number, FetchRow>();
  for (const row of hpaFetches.slice(first, last))
    if (all || row[1] === index) queries.set(row[1], row);
  return [...queries.values()];
}
