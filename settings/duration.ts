/** Milliseconds of the units that people write behind a number. */
const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  sec: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** Milliseconds of text such as `5m` or `1h30m`; undefined when it is no duration. */
function milliseconds(text: string): number | undefined {
  const bare = text.trim().toLowerCase();
  if (!/^(\d+(\.\d+)?\s*(ms|sec|s|min|m|h|d|w)\s*)+$/.test(bare)) return undefined;
  let sum = 0;
  for (const [, number, unit] of bare.matchAll(/(\d+(?:\.\d+)?)\s*(ms|sec|s|min|m|h|d|w)/g)) {
    sum += Number(number) * (units[unit ?? ""] ?? 0);
  }
  return sum;
}

/** What to write instead of a duration as text, in the unit that the key's name says; undefined when it is none. */
export function durationFix(text: string, key: string): string | undefined {
  const value = milliseconds(text);
  if (value === undefined) return undefined;
  if (/Ms$|\.ms$/.test(key)) return `write ${value}: it is in milliseconds`;
  if (/Seconds$|Period$|Interval$/.test(key))
    return `write ${Math.ceil(value / 1000)}: it is in seconds`;
  return "write a plain number in the unit that the key's description names";
}
