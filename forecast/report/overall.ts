import type { ServiceSeries } from "../outcome";

/** All services as if they were one: what arrives, waits and runs is added up; the wait is that of the slowest. */
export function overall(services: readonly ServiceSeries[]): ServiceSeries {
  const sum = (a: number, b: number): number => a + b;
  return {
    name: "all services",
    arrivals: combined(
      services.map(({ arrivals }) => arrivals),
      sum,
    ),
    backlog: combined(
      services.map(({ backlog }) => backlog),
      sum,
    ),
    wait: combined(
      services.map(({ wait }) => wait),
      Math.max,
    ),
    replicas: combined(
      services.map(({ replicas }) => replicas),
      sum,
    ),
    cap: services.reduce((caps, { cap }) => caps + cap, 0),
  };
}

function combined(
  all: readonly Float32Array[],
  two: (a: number, b: number) => number,
): Float32Array {
  const result = new Float32Array(all[0]?.length ?? 0);
  for (const values of all) {
    for (let i = 0; i < result.length; i++) result[i] = two(result[i] ?? 0, values[i] ?? 0);
  }
  return result;
}
