import { fixedCosts, volumeUsdPerHour } from "../../settings/fixed-cost";
import type { PlatformSettings, WarmPoolSettings } from "../../settings/generated/settings";
import type { CostLine, Outcome } from "../outcome";
import type { NodeGroupSpec, NodesSpec } from "../world/spec";
import type { Prices } from "./prices";

/** What a simulated time costs, part by part: nodes, their volumes, warm pools, and what runs all the time. */
export function bill(
  settings: PlatformSettings<unknown>,
  { groups }: Pick<NodesSpec, "groups">,
  { seconds, nodeSeconds }: Pick<Outcome, "seconds" | "nodeSeconds">,
  prices: Prices,
): CostLine[] {
  const used = groups.map((group, i) => ({ group, ran: nodeSeconds[i] ?? 0 }));
  const nodes = used.map(({ group, ran }) => ({
    part: nodePart(group),
    kind: "nodes" as const,
    usd: hours(ran) * group.usdPerHour,
  }));
  const disks = used.reduce(
    (sum, { group, ran }) => sum + hours(ran) * volumeUsdPerHour(group.diskGibibytes, prices),
    0,
  );
  const fixed = fixedCosts(settings, prices).map(({ part, kind, usdPerHour }) => ({
    part,
    kind,
    usd: hours(seconds) * usdPerHour,
  }));
  const warm = used.flatMap(({ group, ran }) => {
    const pool = poolOf(group, settings);
    const waited = pool === undefined ? 0 : waiting(group, pool, ran, seconds);
    return warmLines(group, waited, pool?.poolState === "RUNNING", prices);
  });
  const lines: CostLine[] = [
    ...nodes,
    { part: "volumes of nodes", kind: "volumes", usd: disks },
    ...warm,
    ...fixed,
  ];
  return lines.filter(({ usd }) => usd > 0);
}

function hours(seconds: number): number {
  return seconds / 3600;
}

function nodePart({ instanceType, spot, template }: NodeGroupSpec): string {
  return `${instanceType}${spot ? ", spot" : ""} (${template.group})`;
}

/** The warm pool of the group that a managed group is a part of. */
function poolOf({ template }: NodeGroupSpec, { nodes }: PlatformSettings<unknown>) {
  const name = template.labels["chatbot.dev/node-group"];
  return nodes?.groups.find((group) => group.name === name)?.warmPool;
}

/** Instance-seconds of a warm pool: a node that runs does not wait, but `minSize` instances always do. */
function waiting(
  { warm, min }: NodeGroupSpec,
  { minSize }: WarmPoolSettings,
  ran: number,
  seconds: number,
): number {
  const atWork = ran - min * seconds;
  return Math.max(minSize * seconds, (warm?.size ?? 0) * seconds - atWork);
}

/** Stopped instances cost their volume; those that wait running cost what they cost at work. */
function warmLines(
  { template, warm, instanceType, usdPerHour }: NodeGroupSpec,
  waited: number,
  running: boolean,
  prices: Prices,
): CostLine[] {
  const disk = volumeUsdPerHour(warm?.gibibytes ?? 0, prices);
  return [
    {
      part: `volumes of the warm pool (${template.group})`,
      kind: "volumes",
      usd: hours(waited) * disk,
    },
    {
      part: `${instanceType}, warm (${template.group})`,
      kind: "nodes",
      usd: running ? hours(waited) * usdPerHour : 0,
    },
  ];
}
