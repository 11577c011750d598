import { queryCron } from "../../forecast/keda/cron";
import { queryKafka, type SeenOffsets } from "../../forecast/keda/lag";
import type { LiveTrigger } from "./live-keda-file";
import { kafkaTriggerOf, type ReplayedService } from "./live-service";
import { OffsetTimeline } from "./offset-timeline";
import type { Tally } from "./tally";

/** A query that was answered by the scaler itself. */
interface Query {
  t: number;
  index: number;
  valueMilli: number;
  /** Undefined for queries of the HorizontalPodAutoscaler, which do not show it. */
  active: boolean | undefined;
}

/** A query ran up to this long before its log line, so it saw one of the states of that time. */
const querySeconds = 0.15;

/** A scaler knows a change of its spec up to this long after it. */
const reloadSeconds = 1.5;

/** Possible memories that are carried on when a query fits several. */
const memories = 6;

/** Compares every answer of a scaler with what the model makes of the offsets of that moment. */
export function replayQueries(service: ReplayedService, epochMs: number, tally: Tally): void {
  const timelines = new Map<string, OffsetTimeline>(
    service.recorded.streams.flatMap((stream) => {
      const timeline = new OffsetTimeline(stream);
      return [`${stream.topic} of ${stream.group}`, stream.group].map(
        (key): [string, OffsetTimeline] => [key, timeline],
      );
    }),
  );
  const seen = new Map<number, SeenOffsets[]>();
  for (const query of queriesOf(service)) {
    const specs = new Set([service.specAt(query.t), service.specAt(query.t - reloadSeconds)]);
    const about = `${service.recorded.id} query ${query.index} at ${query.t}`;
    const answers = new Set<string>();
    const fits = [...specs].some((spec) => {
      const trigger = spec.triggers[query.index];
      if (trigger?.type === "cron") return fitsCron(query, trigger, epochMs, answers);
      return trigger !== undefined && fitsKafka(query, trigger, timelines, seen, answers);
    });
    if (fits) tally.compare(about, true, true);
    else tally.fail(about, query, [...answers]);
  }
}

function queriesOf({ recorded }: ReplayedService): Query[] {
  const queries: Query[] = [];
  for (const [t, index, valueMilli, active] of recorded.polls)
    if (valueMilli !== null && index >= 0)
      queries.push({ t, index, valueMilli, active: active === 1 });
  for (const [t, index, valueMilli, fromCache] of recorded.hpaFetches)
    if (valueMilli !== null && fromCache === 0)
      queries.push({ t, index, valueMilli, active: undefined });
  return queries.sort((a, b) => a.t - b.t);
}

function fitsKafka(
  query: Query,
  written: LiveTrigger,
  timelines: ReadonlyMap<string, OffsetTimeline>,
  seen: Map<number, SeenOffsets[]>,
  answers: Set<string>,
): boolean {
  const trigger = kafkaTriggerOf(written);
  const timeline = timelines.get(
    trigger.topic === undefined
      ? trigger.consumerGroup
      : `${trigger.topic} of ${trigger.consumerGroup}`,
  );
  if (timeline === undefined) return false;
  const from = query.t - querySeconds;
  const ends = timeline.endsBetween(from, query.t);
  const commits = timeline.commitsBetween(from, query.t);
  // A restart of the loop forgets, so no memory is always possible.
  const before = trigger.excludePersistentLag ? [...(seen.get(query.index) ?? []), new Map()] : [];
  const after = new Map<string, SeenOffsets>();
  let fits = false;
  for (const end of ends) {
    for (const committed of commits) {
      for (const memory of before.length > 0 ? before : [new Map<number, number>()]) {
        const next = new Map(memory);
        const { value, active } = queryKafka(trigger, { end, committed }, next);
        answers.add(`${value}, ${active ? "active" : "inactive"}`);
        if (value * 1000 !== query.valueMilli || active !== (query.active ?? active)) continue;
        fits = true;
        after.set(JSON.stringify([...next]), next);
      }
    }
  }
  seen.set(query.index, [...after.values()].slice(0, memories));
  return fits;
}

function fitsCron(
  query: Query,
  { metadata }: LiveTrigger,
  epochMs: number,
  answers: Set<string>,
): boolean {
  return [query.t - querySeconds, query.t].some((t) => {
    const { start = "", end = "", timezone = "", desiredReplicas } = metadata;
    const trigger = { start, end, timezone, desiredReplicas: Number(desiredReplicas) };
    const { value, active } = queryCron(trigger, epochMs + t * 1000);
    answers.add(`${value}, ${active ? "active" : "inactive"}`);
    return value * 1000 === query.valueMilli && active === (query.active ?? active);
  });
}
