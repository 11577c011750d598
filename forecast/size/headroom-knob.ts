import { headroomDeploymentName, headroomNamespace } from "../../components/node-groups/headroom";
import { nodeGroupLabel } from "../../components/node-groups/managed-groups";
import type { HeadroomSettings, NodeGroupSettings } from "../../settings/generated/settings";
import { cheapestFirst } from "../compare/fixed-nodes";
import { isHeadroom } from "../compare/headroom";
import { usualDelays } from "../inputs/delays";
import { pausePods } from "../inputs/standing-pods";
import type { WorldSpec } from "../world/spec";
import { withService, type Knob, type Move } from "./move";

/** Pause pods of one entry of `nodes.headroom`: one more, or one less. */
export function headroomKnob(name: string, path: string): Knob {
  return (world) => {
    const found = world.services.find((service) => service.name === name);
    if (found === undefined) return [];
    const from = found.replicas;
    const more = change(world, name, path, from, from + 1);
    return from === 0 ? [] : [more, change(world, name, path, from, from - 1)];
  };
}

function change(world: WorldSpec, name: string, path: string, from: number, to: number): Move {
  const common = { service: undefined, towards: to > from ? "wait" : "cost" } as const;
  if (to > 0) {
    const next = withService(world, name, (service) => ({ ...service, replicas: to }));
    return { path: `${path}.replicas`, from: `${from}`, to: `${to}`, ...common, world: next };
  }
  const services = world.services.filter((service) => service.name !== name);
  return { path, from: `${from} pod`, to: "left out", ...common, world: { ...world, services } };
}

/** A first pause pod, as large as the largest replica, where there is no headroom yet. */
export function newHeadroomKnob(path: string, groups: readonly NodeGroupSettings[]): Knob {
  return (world) => {
    if (world.services.some(isHeadroom)) return [];
    const entry = largestReplica(world);
    if (entry === undefined) return [];
    const { nodeGroup, replicas, cpu, memory } = entry;
    const to = `{ nodeGroup: ${nodeGroup}, replicas: ${replicas}, cpu: ${cpu}, memory: ${memory} }`;
    const services = [...world.services, pausePods(entry, groups, usualDelays)];
    const next = { ...world, services };
    return [{ path, from: "none", to, service: undefined, towards: "wait", world: next }];
  };
}

/** Name of the pause pods of an entry of `nodes.headroom`, by the entry's own name. */
export function headroomName(entryName: string): string {
  return `${headroomNamespace}/${headroomDeploymentName(entryName)}`;
}

/** Room for one more of the largest replica that is scaled, on the group where it is cheapest; undefined where none is. */
function largestReplica({ services, nodes }: WorldSpec): HeadroomSettings | undefined {
  const [largest] = services
    .filter(({ scaler, work }) => scaler !== undefined && work !== undefined)
    .sort((a, b) => b.pod.cpuMilli - a.pod.cpuMilli || b.pod.memoryMiB - a.pod.memoryMiB);
  const [index = -1] = largest === undefined ? [] : cheapestFirst(largest.pod, nodes.groups);
  const nodeGroup = nodes.groups[index]?.template.labels[nodeGroupLabel];
  if (largest === undefined || nodeGroup === undefined) return undefined;
  const { cpuMilli, memoryMiB } = largest.pod;
  const [cpu, memory] = [`${Math.ceil(cpuMilli)}m`, `${Math.ceil(memoryMiB)}Mi`];
  return { nodeGroup, replicas: 1, cpu, memory };
}
