import type { Traffic } from "../../forecast/traffic/traffic";
import { simulate } from "../../forecast/world/simulation";
import { nodeBill, platformArgs, scenarioWorld, workers } from "./scenario";

const phases = 40;
const phaseSeconds = 3;
const idleSeconds = 1800;
const stepSeconds = 900;

/** What a step did over all phases. */
export interface StepResult {
  /** 99th percentile of the wait, of the median and of the worst phase. */
  medianWait: number;
  worstWait: number;
  /** Dollars that a week of the pause pods' nodes costs. */
  headroomUsdPerWeek: number;
}

/** Nothing, then ten replicas' work at once for a quarter of an hour; room for three replicas, and for so many pause pods more. */
export async function step(headroom: number): Promise<StepResult> {
  const nodes = Math.ceil((3 + headroom) / 3);
  const service = { name: "bot", cap: 12, partitionsEach: 10, startupSeconds: 25, waitSeconds: 30 };
  const args = platformArgs([service], {
    instanceType: "m6i.xlarge",
    minSize: nodes,
    maxSize: nodes + 4,
  });
  if (headroom > 0 && args.nodes !== undefined)
    args.nodes.headroom = [{ nodeGroup: workers, replicas: headroom, cpu: "1", memory: "2Gi" }];
  const seconds = idleSeconds + stepSeconds + 900;
  const world = await scenarioWorld({
    ...{ args, traffic: () => stepAt(0), seconds },
    ...{ nodeSeconds: 60, staticReplicas: 10 },
  });
  const waits: number[] = [];
  for (let phase = 0; phase < phases; phase++) {
    const traffic = stepAt(phase);
    const services = world.services.map((one) =>
      one.work === undefined ? one : { ...one, work: { ...one.work, traffic } },
    );
    waits.push(simulate({ ...world, services, seed: phase }).wait.p99);
  }
  waits.sort((a, b) => a - b);
  const held = nodes - 1;
  const [line] = nodeBill(world, { nodeSeconds: [held * 604_800] });
  return {
    medianWait: waits[phases / 2] ?? NaN,
    worstWait: waits.at(-1) ?? NaN,
    headroomUsdPerWeek: line?.usd ?? 0,
  };
}

function stepAt(phase: number): Traffic {
  const windows = (idleSeconds + 2 * stepSeconds) / phaseSeconds;
  const from = idleSeconds / phaseSeconds + phase;
  const to = from + stepSeconds / phaseSeconds;
  const rates = Float64Array.from({ length: windows }, (_, i) => (i >= from && i < to ? 20 : 0));
  return { windowSeconds: phaseSeconds, rates, variation: 0 };
}
