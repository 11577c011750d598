import type { Rule } from "../rule";
import { pathText, type Steps } from "../path";

/** From this on, a round number of thousands was more likely meant in milliseconds. */
const suspicious = 5000;

/** Keys of PlatformArgs that are in seconds. */
const inSeconds = /Seconds$|^(pollingInterval|cooldownPeriod|initialCooldownPeriod)$/;

/** Keys for which hours are usual. */
const mayBeLong =
  /^(maxGracefulTerminationSeconds|scaleDownUnneededSeconds|scaleDownDelayAfterAddSeconds|unneededSeconds)$/;

function* numbers(at: unknown, steps: Steps): Generator<[Steps, number]> {
  if (typeof at === "number") yield [steps, at];
  if (typeof at !== "object" || at === null) return;
  if (Array.isArray(at)) {
    for (const [i, child] of at.entries()) yield* numbers(child, [...steps, i]);
    return;
  }
  for (const [key, child] of Object.entries(at)) yield* numbers(child, [...steps, key]);
}

/** Numbers in the wrong unit. */
export const unitRules: readonly Rule[] = [
  {
    id: "units/milliseconds",
    severity: "warning",
    because: "300000 seconds are three and a half days, 300000 milliseconds are five minutes",
    *check({ written }) {
      for (const [steps, value] of numbers(written.services, ["services"])) {
        const key = String(steps.at(-1));
        if (!inSeconds.test(key) || mayBeLong.test(key)) continue;
        if (value < suspicious || value % 1000 !== 0) continue;
        yield {
          path: pathText(steps),
          expected: "seconds",
          got: `${value}, which is ${Number((value / 3600).toFixed(1))} hours`,
          fix: `write ${value / 1000} if you meant milliseconds`,
        };
      }
    },
  },
];
