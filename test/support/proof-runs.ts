/** How many cases a property is tried on: a few in the unit tests, all of them in `npm run proof`. */
export function proofRuns(few: number, all: number): number {
  return process.env["PROOF_PLATFORMS"] === undefined ? few : all;
}
