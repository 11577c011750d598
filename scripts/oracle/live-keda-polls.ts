import { judgeActivity } from "../../forecast/keda/activity";
import { runExecutor } from "../../forecast/keda/executor";
import type { PollRow, ScaledObjectSpec, Write } from "./live-keda-file";
import { fallbackOf, modifiersOf, type ReplayedService } from "./live-service";
import type { Tally } from "./tally";

/** All triggers of one poll. */
interface Poll {
  t: number;
  rows: PollRow[];
}

/** Triggers of one poll are asked within this time. */
const pollSeconds = 4;

/** The status shows a failure up to this long after its query. */
const statusSeconds = 0.1;

/** A write follows its poll within this time; the two logs differ by the former. */
const beforeSeconds = 0.05;
const afterSeconds = 1.2;

/** Compares what KEDA wrote after each poll with the executor's decision. */
export function replayPolls(service: ReplayedService, tally: Tally): void {
  const { id, kedaWrites } = service.recorded;
  const open = new Set(kedaWrites);
  const polls = pollsOf(service);
  for (const [i, poll] of polls.entries()) {
    const spec = service.specAt(poll.t);
    const built = poll.rows.every(([, trigger]) => trigger >= 0);
    // The recording was cut in the middle of its last poll.
    if (built && i === polls.length - 1 && poll.rows.length < spec.triggers.length) continue;
    const written = [...open].find(
      ({ t }) => poll.t - beforeSeconds <= t && t <= poll.t + afterSeconds,
    );
    if (written !== undefined) open.delete(written);
    const replicas = built ? decide(service, spec, poll) : undefined;
    tally.compare(`${id} poll at ${poll.t}`, written?.to, replicas);
  }
  for (const write of open) comparePaused(service, write, tally);
}

/** `paused-replicas` is written when the annotation comes, not by a poll. */
function comparePaused(service: ReplayedService, { t, to }: Write, tally: Tally): void {
  const paused = service.annotation("paused-replicas", t);
  const replicas = paused === undefined ? undefined : Number(paused);
  tally.compare(`${service.recorded.id} write without a poll at ${t}`, to, replicas);
}

function pollsOf(service: ReplayedService): Poll[] {
  const polls: Poll[] = [];
  for (const row of service.recorded.polls) {
    const [t, trigger] = row;
    const last = polls.at(-1);
    const sameRound =
      last !== undefined &&
      trigger >= 0 &&
      t - (last.rows[0]?.[0] ?? -Infinity) < pollSeconds &&
      last.rows.every(([, other]) => other !== trigger && other >= 0) &&
      last.rows.length < service.specAt(t).triggers.length;
    if (sameRound) {
      last.rows.push(row);
      last.t = t;
    } else polls.push({ t, rows: [row] });
  }
  return polls;
}

function decide(service: ReplayedService, spec: ScaledObjectSpec, { t, rows }: Poll) {
  const fallback = fallbackOf(spec);
  const replicas = service.replicasAt(t);
  const readings = spec.triggers.map((trigger, index) => {
    const row = rows.find(([, other]) => other === index);
    const [at = t, , value = null, active = 0] = row ?? [];
    return {
      name: trigger.name,
      value: value === null ? undefined : value / 1000,
      active: active === 1,
      failures: service.failuresAt(trigger, index, at + statusSeconds),
    };
  });
  const workload = { specReplicas: replicas, readyReplicas: service.readyAt(t) };
  const isTrue = (name: string) => service.annotation(name, t)?.toLowerCase() === "true";
  return runExecutor(
    {
      minReplicaCount: spec.minReplicaCount ?? 0,
      idleReplicaCount: spec.idleReplicaCount ?? undefined,
      cooldownPeriod: spec.cooldownPeriod ?? 300,
      initialCooldownPeriod: spec.initialCooldownPeriod ?? 0,
      fallbackReplicas: fallback?.replicas,
    },
    { replicas, createdAt: service.recorded.createdAt, lastActiveAt: service.lastActiveAt(t) },
    {
      paused: isTrue("paused") || service.annotation("paused-replicas", t) !== undefined,
      scaleIn: isTrue("paused-scale-in"),
      scaleOut: isTrue("paused-scale-out"),
      forceActivation: isTrue("force-activation"),
    },
    judgeActivity(readings, fallback, modifiersOf(spec), workload),
    t,
  ).replicas;
}
