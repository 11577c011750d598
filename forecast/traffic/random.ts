import { createHash } from "node:crypto";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import type { Duration } from "../world/duration";

/** 95th percentile of the standard normal distribution. */
const normalP95 = 1.6448536269514722;

/**
 * A stream of random numbers for one purpose. Streams of one seed with different labels are independent, so that a new
 * service does not change what the others get.
 */
export class Random {
  private readonly generator: RandomGenerator;

  constructor(seed: number, label: string) {
    // pure-rand's own seeding takes 32 bits and starts neighbouring seeds alike; a hash fills all 128.
    const hash = createHash("sha256")
      .update(`${String(seed)}\n${label}`)
      .digest();
    const state = [0, 4, 8, 12].map((at) => hash.readInt32LE(at));
    this.generator = xoroshiro128plusFromState(state);
  }

  /** Between 0 and 1, neither included, in steps of 2^-32: one draw of the generator, where 53 bits would take two. */
  uniform(): number {
    return ((this.generator.next() >>> 0) + 0.5) * 2 ** -32;
  }

  /** Standard normal, by Box and Muller. */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }
}

/** Whole seconds, rounded up, at least 0. Draws nothing when the duration is fixed. */
export function sampleDuration(duration: Duration, random: Random): number {
  return Math.max(0, Math.ceil(exactSeconds(duration, random)));
}

function exactSeconds(duration: Duration, random: Random): number {
  switch (duration.kind) {
    case "fixed":
      return duration.seconds;
    case "uniform":
      return duration.from + (duration.to - duration.from) * random.uniform();
    case "lognormal": {
      const sigma = Math.log(duration.p95 / duration.median) / normalP95;
      return duration.median * Math.exp(sigma * random.normal());
    }
  }
}
