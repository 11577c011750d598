import type { LiveKedaFile } from "./live-keda-file";
import { replayPolls } from "./live-keda-polls";
import { replayQueries } from "./live-keda-queries";
import { replayServed } from "./live-keda-served";
import { ReplayedService } from "./live-service";
import type { Tally } from "./tally";

/** Replays every query, every served metric and every poll of every recorded ScaledObject. */
export function replayLiveKeda(file: LiveKedaFile, tally: Tally): void {
  for (const recorded of file.services) {
    tally.cases++;
    const service = new ReplayedService(recorded);
    replayQueries(service, file.epochMs, tally);
    replayServed(service, tally);
    replayPolls(service, tally);
  }
}
