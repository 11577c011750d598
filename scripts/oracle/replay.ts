import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { clusterAutoscalerJudges } from "./ca-table";
import { hpaJudges } from "./hpa-table";
import { replayTrajectories } from "./hpa-trajectories";
import { kedaJudges } from "./keda-table";
import { replayLiveCa } from "./live-ca";
import { replayLiveHpa } from "./live-hpa";
import { replayLiveKeda } from "./live-keda";
import { replayTable } from "./table";
import { Tally } from "./tally";

/** Replays a parsed file. The formats stand beside the files. */
type Replay = (file: never, tally: Tally) => void;

const replays: Readonly<Record<string, Replay>> = {
  "hpa.json": (file, tally) => replayTable(file, hpaJudges, tally),
  "hpa-trajectories.json": replayTrajectories,
  "keda.json": (file, tally) => replayTable(file, kedaJudges, tally),
  "cluster-autoscaler.json": (file, tally) => replayTable(file, clusterAutoscalerJudges, tally),
  "live-hpa.json": replayLiveHpa,
  "live-keda.json": replayLiveKeda,
  "live-ca.json": replayLiveCa,
};

/** Every oracle file that can be replayed. */
export const replayedFiles: readonly string[] = Object.keys(replays);

/** The oracle files that a folder has. */
export function oracleFiles(folder: string): string[] {
  return replayedFiles.filter((file) => existsSync(join(folder, file)));
}

/** Runs the model over one file. */
export function replayFile(folder: string, file: string): Tally {
  const tally = new Tally();
  const replay = replays[file];
  if (replay === undefined) throw new Error(`${file}: expected one of ${replayedFiles.join(", ")}`);
  replay(JSON.parse(readFileSync(join(folder, file), "utf8")) as never, tally);
  return tally;
}
