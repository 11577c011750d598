/** How long something takes, in seconds: always the same, between two bounds, or log-normal with its median and 95th percentile. */
export type Duration =
  | { kind: "fixed"; seconds: number }
  | { kind: "uniform"; from: number; to: number }
  | { kind: "lognormal"; median: number; p95: number };
