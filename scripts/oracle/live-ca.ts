import type { LiveCaFile } from "./live-ca-file";
import { replayLoops } from "./live-ca-loops";
import { ScaleDownReplay } from "./live-ca-scale-down";
import { replayScaleUps } from "./live-ca-scale-up";
import { RecordedRun } from "./recorded-run";
import type { Tally } from "./tally";

/** Replays every traced run. Of runs of the unmodified binary only plans are known, and nothing that led to them. */
export function replayLiveCa(file: LiveCaFile, tally: Tally): void {
  for (const recorded of file.runs) {
    if (recorded.binary !== "traced") continue;
    tally.cases++;
    const run = new RecordedRun(recorded);
    replayScaleUps(run, tally);
    new ScaleDownReplay(run, tally).replay();
    replayLoops(run, tally);
  }
}
