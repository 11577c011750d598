import { InvalidArgumentError } from "commander";

/** Flags of `forecast`. */
export interface ForecastFlags {
  traffic: string;
  column?: string;
  scale?: number;
  weeks?: number;
  seed: number;
  sloWait?: number;
  budget?: number;
  outage: readonly { from: number; to: number }[];
  manifests?: string[];
  messagesPerSecond?: number;
  startupSeconds?: number;
  partitions?: number;
  out: string;
  size?: number | true;
  json?: true;
  markdown?: true;
}

/** A number above 0 and up to `most`. */
export function positive(most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === "" || !(value > 0 && value <= most))
      throw new InvalidArgumentError(`expected a number above 0, at most ${most}, got "${text}"`);
    return value;
  };
}

/** A whole number from `least` to `most`. */
export function whole(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most)
      throw new InvalidArgumentError(`expected a whole number, ${least} to ${most}, got "${text}"`);
    return value;
  };
}

/** `<from>-<to>` in seconds, one more of several. */
export function outage(text: string, before: ForecastFlags["outage"]): ForecastFlags["outage"] {
  const [, from, to] = /^(\d+)-(\d+)$/.exec(text) ?? [];
  if (from === undefined || to === undefined || Number(from) >= Number(to))
    throw new InvalidArgumentError(
      `expected two seconds of the simulated time, such as 3600-7200, got "${text}"`,
    );
  return [...before, { from: Number(from), to: Number(to) }];
}
