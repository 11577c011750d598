import { distance } from "fastest-levenshtein";

/** The candidate that `word` was probably meant to be, or undefined. Case and punctuation do not count. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const bare = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, "");
  let best: string | undefined;
  // A third of the letters may differ: `kafak` is found, `foo` is not taken for `port`.
  let limit = Math.ceil(bare(word).length / 3);
  for (const candidate of candidates) {
    const apart = distance(bare(word), bare(candidate));
    if (apart > limit || (apart === limit && best !== undefined)) continue;
    best = candidate;
    limit = apart;
  }
  return best;
}

/** ` (did you mean "x"?)`, or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const found = nearest(word, candidates);
  return found === undefined ? "" : `did you mean "${found}"?`;
}
