import type { Forecast } from "../../forecast/forecast";
import type { ServiceOutcome, ServiceSeries } from "../../forecast/outcome";

const wait = { p50: 0.4, p95: 6, p99: 21, max: 80 };

/** Two services for an hour of four steps, with figures that are easy to follow by hand. */
export function smallForecast(): Forecast {
  const series = (name: string, cap: number, rows: [number[], number[], number[], number[]]) => {
    const [arrivals, backlog, waits, replicas] = rows.map((row) => Float32Array.from(row));
    return { name, cap, arrivals, backlog, wait: waits, replicas } as ServiceSeries;
  };
  const services: ServiceOutcome[] = [
    {
      ...{ name: "chat/ask", messages: 30_000, wait, sloSeconds: 30, late: 9, unserved: 0 },
      ...{ maxBacklog: 40, coldStarts: 0, cutOff: 0, pendingSeconds: 0, unplaceable: undefined },
      replicas: { mean: 1.5, max: 2, cap: 4 },
    },
    {
      ...{ name: "chat/sum", messages: 10_000, sloSeconds: 60, late: 400, unserved: 1 },
      wait: { p50: 2, p95: 50, p99: 74, max: Infinity },
      ...{ maxBacklog: 90, coldStarts: 2, cutOff: 3, pendingSeconds: 90 },
      unplaceable: "m6i.large has 2 cores, a replica asks for 4",
      replicas: { mean: 0.5, max: 1, cap: 1 },
    },
  ];
  return {
    subject: "dev",
    traffic: "daily wave",
    seed: 7,
    outcome: {
      seconds: 3600,
      services,
      wait,
      nodeSeconds: [3600],
      series: {
        stepSeconds: 900,
        services: [
          series("chat/ask", 4, [
            [1, 8, 2, 0],
            [0, 40, 3, 0],
            [1, 80, 2, 0],
            [1, 2, 2, 1],
          ]),
          series("chat/sum", 1, [
            [1, 2, 3, 4],
            [0, 90, 5, 1],
            [0, 74, 10, 1],
            [0, 1, 1, 0],
          ]),
        ],
        nodes: [{ group: "workers", count: Float32Array.from([1, 2, 2, 1]) }],
        usdPerHour: Float32Array.from([0.25, 0.5, 0.5, 0.25]),
      },
    },
    cost: [
      { part: "control plane", kind: "control plane", usd: 0.1 },
      { part: "m6i.large (workers)", kind: "nodes", usd: 0.3 },
    ],
    alternatives: [
      { name: "as configured", about: "as it stands", wait, usd: 0.4 },
      { name: "static peak", about: "always the most", wait: { ...wait, p99: 0.2 }, usd: 1.6 },
      { name: "ideal", about: "never waits", wait: undefined, usd: 0.3 },
    ],
    breaches: [
      {
        path: "services[1].slo.waitSeconds",
        expected: "at most 60 s",
        got: "1 m 14 s",
        fix: "raise maxReplicaCount",
      },
    ],
    assumptions: ["a node starts in 60 s"],
    notModelled: ["throttling"],
  };
}
