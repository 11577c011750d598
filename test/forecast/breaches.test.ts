import assert from "node:assert/strict";
import { breaches } from "../../forecast/breaches";
import { withLeftBehind } from "../../forecast/left-behind";
import type { Outcome, ServiceOutcome } from "../../forecast/outcome";

const hour = 3600;

/** An hour of one service whose messages came evenly, 12 in each of 60 steps. */
function outcomeOf(changes: Partial<ServiceOutcome>, arrivals?: readonly number[]): Outcome {
  const service: ServiceOutcome = {
    name: "chat/ask",
    messages: 720,
    wait: { p50: 1, p95: 5, p99: 20, max: 25 },
    sloSeconds: 30,
    late: 2,
    unserved: 0,
    maxBacklog: 5,
    coldStarts: 0,
    cutOff: 0,
    replicas: { mean: 1, max: 2, cap: 4 },
    pendingSeconds: 0,
    unplaceable: undefined,
    ...changes,
  };
  const series = {
    name: service.name,
    arrivals: Float32Array.from(arrivals ?? new Array<number>(60).fill(0.2)),
    backlog: new Float32Array(60),
    wait: new Float32Array(60),
    replicas: new Float32Array(60),
    cap: 4,
  };
  return {
    seconds: hour,
    services: [service],
    wait: service.wait,
    nodeSeconds: [],
    series: { stepSeconds: 60, services: [series], nodes: [], usdPerHour: new Float32Array(60) },
  };
}

const promises = { pathOf: () => "services[3]", monthlyUsd: undefined };
const broken = (changes: Partial<ServiceOutcome>, arrivals?: readonly number[]) =>
  breaches(outcomeOf(changes, arrivals), 1, promises).map(
    ({ path, expected, got, fix }) => `${path}: expected ${expected}, got ${got}: ${fix}`,
  );

describe("breaches", () => {
  it("are none when everything is kept, to the second", () => {
    assert.deepEqual(broken({ wait: { p50: 1, p95: 5, p99: 30, max: 99 } }), []);
  });

  it("are none of a service without an SLO, however slow", () => {
    assert.deepEqual(
      broken({ sloSeconds: undefined, wait: { p50: 1, p95: 5, p99: 3000, max: 9000 } }),
      [],
    );
  });

  const slow =
    "services[3].slo.waitSeconds: expected a wait of at most 30 s at the 99th percentile, got 30.1 s: ";
  const reasons: [title: string, changes: Partial<ServiceOutcome>, advice: string][] = [
    [
      "runs at its cap",
      { replicas: { mean: 1, max: 4, cap: 4 }, coldStarts: 3 },
      "all 4 replicas ran: raise scaling.maxReplicaCount and the topic's partitions",
    ],
    [
      "waits for nodes",
      { pendingSeconds: 5, coldStarts: 3 },
      "replicas waited for nodes: keep headroom or raise minSize",
    ],
    [
      "starts from zero",
      { coldStarts: 3 },
      "replicas start too late: raise scaling.minReplicaCount",
    ],
    [
      "is late",
      {},
      "replicas start too late: lower lagThreshold or add a trigger on the arrival rate",
    ],
  ];
  for (const [title, changes, advice] of reasons)
    it(`advise a service that ${title}`, () => {
      const wait = { p50: 1, p95: 5, p99: 30.1, max: 99 };
      assert.deepEqual(broken({ wait, ...changes }), [slow + advice]);
    });

  it("name replicas that no node takes", () => {
    assert.deepEqual(broken({ unplaceable: "gpu: no room" }), [
      "services[3].placement: expected a node group that takes every replica, got gpu: no room: change the replica's resources and placement, or the node groups",
    ]);
  });

  it("name messages that were left behind for ten times the SLO", () => {
    // 12 messages a minute: the 61st last came five minutes ago.
    assert.deepEqual(broken({ unserved: 61 }), []);
    assert.deepEqual(broken({ unserved: 62 }), [
      "services[3].scaling: expected no message left behind, got 62 that still waited at the end, the oldest for about 5 m 5 s: look at its replicas over time: they are too few, or nothing wakes them",
    ]);
  });

  it("name messages of a service without an SLO after an hour", () => {
    assert.deepEqual(broken({ sloSeconds: undefined, unserved: 700 }), []);
    const [long = ""] = breaches(
      {
        ...outcomeOf({ sloSeconds: undefined, unserved: 700 }, [
          9,
          ...new Array<number>(61).fill(0.01),
        ]),
      },
      1,
      promises,
    ).map(({ got }) => got);
    assert.match(long, /^700 that still waited at the end, the oldest for about 1 h/);
  });

  it("count the time since the last message came", () => {
    const early = [0.2, ...new Array<number>(59).fill(0)];
    assert.equal(broken({ unserved: 2 }, early).length, 1);
    assert.equal(broken({ unserved: 0.5 }, early).length, 0);
  });

  it("name a budget that a month at this pace exceeds", () => {
    const month = (usd: number) =>
      breaches(outcomeOf({}), usd, { ...promises, monthlyUsd: 730 }).map(({ path, got }) => [
        path,
        got,
      ]);
    assert.deepEqual(month(1), []);
    assert.deepEqual(month(1.01), [["budget.monthlyUsd", "$737"]]);
  });
});

describe("messages left behind", () => {
  it("wait without end", () => {
    const { services, wait } = withLeftBehind(outcomeOf({ unserved: 72 }));
    assert.deepEqual(services[0]?.wait, { p50: 1, p95: Infinity, p99: Infinity, max: Infinity });
    assert.deepEqual(wait, services[0]?.wait);
    // Those beyond the SLO were counted by the simulation.
    assert.equal(services[0]?.late, 2);
  });

  it("change nothing where they only came late", () => {
    const outcome = outcomeOf({ unserved: 3 });
    assert.equal(withLeftBehind(outcome), outcome);
  });

  it("wait without end where nobody said what late is, too", () => {
    const early = [12, ...new Array<number>(70).fill(0)];
    const outcome = outcomeOf({ sloSeconds: undefined, late: 0, unserved: 720 }, early);
    const [service] = withLeftBehind(outcome).services;
    assert.deepEqual([service?.late, service?.wait.p50], [0, Infinity]);
  });
});
