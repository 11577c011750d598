import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { Forecast } from "../../forecast/forecast";
import type { CostLine, ServiceOutcome, ServiceSeries, Waits } from "../../forecast/outcome";

const stepSeconds = 300;
const daySteps = 288;

/** What a test says about a forecast; the rest is a week of three services. */
export interface MadeForecast {
  services?: number;
  days?: number;
  /** Names in place of `chatbot/<job>`. */
  names?: readonly string[];
  seed?: number;
}

/** A plausible forecast that no simulation made: daily waves, a burst now and then, replicas that follow late. */
export function madeForecast({ services = 3, days = 7, names = [], seed = 1 }: MadeForecast = {}) {
  const random = xoroshiro128plus(seed);
  const draw = (): number => uniformFloat64(random);
  const jobs = ["ai-chat-service", "classify-service", "summarize-worker"];
  const made = Array.from({ length: services }, (_, i) =>
    madeService(names[i] ?? `chatbot/${jobs[i] ?? `worker-${i + 1}`}`, i, days, draw),
  );
  const series = { stepSeconds, services: made.map((one) => one.series), ...madeNodes(made) };
  const seconds = days * daySteps * stepSeconds;
  const spot = series.usdPerHour.reduce((sum, usd) => sum + (usd * stepSeconds) / 3600, 0);
  const cost: CostLine[] = [
    { part: "control plane", kind: "control plane", usd: (0.1 * seconds) / 3600 },
    { part: "m6i.xlarge, spot (workers)", kind: "nodes", usd: spot * 0.7 },
    { part: "m6i.large, on demand (system)", kind: "nodes", usd: spot * 0.3 },
    { part: "gp3 root volumes", kind: "volumes", usd: spot * 0.06 },
    { part: "NAT gateway", kind: "network", usd: (0.045 * seconds) / 3600 },
  ];
  const usd = cost.reduce((sum, line) => sum + line.usd, 0);
  const wait: Waits = { p50: 0.42, p95: 6.31, p99: 21.8, max: 148 };
  const outcomes = made.map((one) => one.outcome);
  const late = outcomes.findIndex(({ wait: { p99 }, sloSeconds = Infinity }) => p99 > sloSeconds);
  return {
    subject: "dev",
    traffic: "daily wave",
    seed,
    outcome: {
      seconds,
      services: outcomes,
      wait,
      nodeSeconds: series.nodes.map(({ count }) =>
        count.reduce((sum, n) => sum + n * stepSeconds, 0),
      ),
      series,
    },
    cost,
    alternatives: [
      { name: "as configured", about: "the settings as they stand", wait, usd },
      {
        name: "static peak",
        about: "replicas and nodes for the highest rate, all the time",
        wait: { p50: 0, p95: 0.1, p99: 0.4, max: 3.2 },
        usd: usd * 3.4,
      },
      {
        name: "KEDA's defaults",
        about: "lag threshold 10, poll 30 s, cooldown 300 s",
        wait: { p50: 1.2, p95: 88, p99: 214, max: 1310 },
        usd: usd * 1.6,
      },
      {
        name: "ideal",
        about: "capacity follows the traffic at once",
        wait: undefined,
        usd: usd * 0.72,
      },
    ],
    breaches:
      late < 0
        ? []
        : [
            {
              path: `services[${late}].slo.waitSeconds`,
              expected: "a p99 wait of at most 30 s",
              got: "1 m 14 s",
              fix: "raise minReplicaCount to 2 or lower lagThreshold to 40",
            },
          ],
    assumptions: [
      "a node starts in 45 s to 70 s (log-normal): nobody said otherwise",
      "messages spread evenly over partitions: no keys are known",
    ],
    notModelled: [
      "throttling of AWS' own APIs, and capacity that AWS does not have",
      "messages that take longer while a model server is busy, because one replica is taken to serve at the rate of its capacity whatever else goes on",
    ],
  } satisfies Forecast;
}

interface MadeService {
  series: ServiceSeries;
  outcome: ServiceOutcome;
}

function madeService(name: string, i: number, days: number, draw: () => number): MadeService {
  const steps = days * daySteps;
  const cap = 4 + 4 * (i % 4);
  const peak = 6 * (1 + (i % 5));
  const perReplica = peak / (cap * 0.8);
  const [arrivals, backlog, wait, replicas] = [0, 1, 2, 3].map(() => new Float32Array(steps)) as [
    Float32Array<ArrayBuffer>,
    Float32Array<ArrayBuffer>,
    Float32Array<ArrayBuffer>,
    Float32Array<ArrayBuffer>,
  ];
  const noon = draw() * 30;
  for (let t = 0; t < steps; t++) {
    const wave = Math.max(0, Math.sin(((t - 72 - noon) / daySteps) * 2 * Math.PI));
    const burst = draw() > 0.996 ? 1 + draw() : 0;
    arrivals[t] = peak * (wave * (0.85 + 0.3 * draw()) + burst);
    const wanted = Math.min(cap, Math.ceil((arrivals[t - 1] ?? 0) / perReplica));
    replicas[t] = Math.max(i === 0 ? 1 : 0, wanted, (replicas[t - 1] ?? 0) - 1);
    const left = Math.max(0, ((arrivals[t] ?? 0) - replicas[t]! * perReplica) * 40);
    backlog[t] = Math.round(left + (arrivals[t]! > 0 ? draw() * 4 : 0));
    wait[t] = arrivals[t]! > 0 ? backlog[t]! / Math.max(perReplica, replicas[t]! * perReplica) : 0;
  }
  const messages = Math.round(arrivals.reduce((sum, rate) => sum + rate * stepSeconds, 0));
  const missed = i === 1;
  const outcome: ServiceOutcome = {
    name,
    messages,
    wait: { p50: 0.31, p95: 4.82, p99: missed ? 73.6 : 18.4 + (i % 7), max: Math.max(...wait) },
    sloSeconds: i % 3 === 2 ? undefined : 30,
    late: Math.round(messages * (missed ? 0.021 : 0.0003)),
    unserved: 0,
    maxBacklog: Math.max(...backlog),
    coldStarts: i === 0 ? 0 : days,
    cutOff: missed ? 3 : 0,
    replicas: {
      mean: replicas.reduce((sum, count) => sum + count, 0) / steps,
      max: Math.max(...replicas),
      cap,
    },
    pendingSeconds: missed ? 812 : 0,
    unplaceable: undefined,
  };
  return { series: { name, arrivals, backlog, wait, replicas, cap }, outcome };
}

function madeNodes(made: readonly MadeService[]) {
  const steps = made[0]?.series.replicas.length ?? 0;
  const workers = Float32Array.from({ length: steps }, (_, t) =>
    Math.ceil(made.reduce((sum, { series }) => sum + series.replicas[t]!, 0) / 4),
  );
  const system = new Float32Array(steps).fill(2);
  return {
    nodes: [
      { group: "system", count: system },
      { group: "workers", count: workers },
    ],
    usdPerHour: workers.map((count) => count * 0.078 + 2 * 0.096),
  };
}
