/** Shares by which usage may miss its target without a change. */
export interface Tolerance {
  up: number;
  down: number;
}

/** Ends included: a metric exactly 10 % above its target changes nothing. A ratio that is no number is never within. */
export function isWithin(ratio: number, { up, down }: Tolerance): boolean {
  return 1 - down <= ratio && ratio <= 1 + up;
}
