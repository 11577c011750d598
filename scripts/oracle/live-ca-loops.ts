import { nextLoopAt, type EndedLoop } from "../../forecast/nodes/loop-timer";
import { allVeryNew } from "../../forecast/nodes/pending";
import type { LiveLoop } from "./live-ca-file";
import type { RecordedRun } from "./recorded-run";
import type { Tally } from "./tally";

/** A loop starts within this time of the moment that the model says. */
const startSeconds = 0.15;

/** Inside a burst the order of watch events decides, which the recording cannot tell. */
const burstSeconds = 0.3;

/** Changes of a pending pod wake the autoscaler while the condition is younger, with its whole-second stamp. */
const youngConditionSeconds = 10.5;

const scanSeconds = 10;

/** Compares the waiting for more pods, and the start of every loop, with the model's. */
export function replayLoops(run: RecordedRun, tally: Tally): void {
  const { id, loops } = run.recorded;
  const race = tally.race("start of the next loop", 0.99);
  const settings = {
    scanSeconds: run.seconds("scan-interval", scanSeconds),
    frequent: run.flag("frequent-loops-enabled") !== "false",
  };
  const wakeups = wakeupsOf(run);
  let before: EndedLoop | undefined;
  for (const [i, loop] of loops.entries()) {
    compareWaiting(run, loop, tally);
    const last = endedLoop(loop);
    const next = loops[i + 1];
    if (next !== undefined) {
      const expected = nextLoopAt(settings, before, last, wakeups);
      const equal = Math.abs(expected - next.t) < startSeconds;
      const timer = last.endedAt + settings.scanSeconds;
      const burst =
        settings.frequent &&
        wakeups.some((t) => Math.abs(t - last.endedAt) < burstSeconds) &&
        (next.t - last.endedAt < burstSeconds || Math.abs(next.t - timer) < startSeconds);
      if (equal || !burst) race(`${id} at ${next.t}: model ${expected.toFixed(3)}`, equal);
    }
    before = last;
  }
}

/** Whether the loop waits since all pods that it could help are very new. */
function compareWaiting(run: RecordedRun, loop: LiveLoop, tally: Tally): void {
  const pods = loop.toHelp.flatMap((name) => run.pods.get(name) ?? []);
  if (pods.length === 0) return;
  const about = `${run.recorded.id} at ${loop.t}, waits for more pods`;
  tally.compare(about, loop.scaleUp === "InCooldown", allVeryNew(pods, loop.t));
}

function endedLoop({ t, end, scaleUp, removing = [] }: LiveLoop): EndedLoop {
  return { startedAt: t, endedAt: end, worked: scaleUp === "Successful" || removing.length > 0 };
}

/** Pods that become unschedulable, and changes or the deletion of those that just did. */
function wakeupsOf({ recorded: { pods, conditionChanges } }: RecordedRun): number[] {
  const since = new Map<string, number>();
  const wakeups: number[] = [];
  for (const { name, unschedulable, bound, deleting } of pods) {
    if (unschedulable === null) continue;
    since.set(name, unschedulable);
    wakeups.push(unschedulable);
    const gone = bound === null && deleting !== null;
    if (gone && deleting - unschedulable < youngConditionSeconds) wakeups.push(deleting);
  }
  for (const [t, name] of conditionChanges) {
    const age = t - (since.get(name) ?? Infinity);
    if (age > 0 && age < youngConditionSeconds) wakeups.push(t);
  }
  return wakeups.sort((a, b) => a - b);
}
