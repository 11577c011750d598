import { oracleFiles, replayFile } from "./replay";

/** Runs every oracle file of a folder and prints one line of JSON for each. Differences go to the standard error. */
function main(folder: string | undefined): number {
  if (folder === undefined) {
    console.error(
      "folder: expected npm run oracle -- DIR, got: nothing: name the folder of the recordings",
    );
    return 1;
  }
  const files = oracleFiles(folder);
  if (files.length === 0) {
    console.error(
      `${folder}: expected oracle files such as hpa.json, got: none: name their folder`,
    );
    return 1;
  }
  let failed = false;
  for (const file of files) {
    const tally = replayFile(folder, file);
    console.log(JSON.stringify(tally.line(file)));
    const problems = [...tally.failures, ...tally.lowShares()];
    for (const problem of problems.slice(0, 40)) console.error(`${file}: ${problem}`);
    for (const miss of tally.misses) console.error(`${file}: a race that went otherwise: ${miss}`);
    failed ||= problems.length > 0;
  }
  return failed ? 1 : 0;
}

process.exitCode = main(process.argv[2]);
