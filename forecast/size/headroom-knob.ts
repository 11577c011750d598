import { headroomPriorityClass } from "../../components/node-groups/headroom";
import { nodeGroupLabel } from "../../components/node-groups/managed-groups";
import { cheapestFirst } from "../compare/fixed-nodes";
import { isHeadroom } from "../compare/headroom";
import { usualDelays } from "../inputs/delays";
import type { NodeGroupSpec, ServiceSpec, WorldSpec } from "../world/spec";
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
export function newHeadroomKnob(path: string): Knob {
  return (world) => {
    if (world.services.some(isHeadroom)) return [];
    const [largest] = world.services
      .filter(({ scaler, work }) => scaler !== undefined && work !== undefined)
      .sort((a, b) => b.pod.cpuMilli - a.pod.cpuMilli || b.pod.memoryMiB - a.pod.memoryMiB);
    const [index = -1] =
      largest === undefined ? [] : cheapestFirst(largest.pod, world.nodes.groups);
    const group = world.nodes.groups[index];
    if (largest === undefined || group === undefined) return [];
    const pod = pausePod(largest, group);
    const nodeGroup = pod.nodeSelector?.[nodeGroupLabel] ?? group.template.group;
    const to = `{ nodeGroup: ${nodeGroup}, replicas: 1, cpu: ${pod.cpuMilli}m, memory: ${pod.memoryMiB}Mi }`;
    const services = [...world.services, standing(pod, nodeGroup)];
    const next = { ...world, services };
    return [{ path, from: "none", to, service: undefined, towards: "wait", world: next }];
  };
}

/** Name of the pause pods that are there after `newHeadroomKnob`. */
export const headroomName = (nodeGroup: string): string => `chatbot-headroom/${nodeGroup}`;

function pausePod({ pod }: ServiceSpec, { template }: NodeGroupSpec): ServiceSpec["pod"] {
  const nodeGroup = template.labels[nodeGroupLabel];
  return {
    cpuMilli: Math.ceil(pod.cpuMilli),
    memoryMiB: Math.ceil(pod.memoryMiB),
    labels: {},
    daemon: false,
    priority: headroomPriorityClass("").value,
    owner: "Deployment/headroom",
    ...(nodeGroup === undefined ? {} : { nodeSelector: { [nodeGroupLabel]: nodeGroup } }),
    tolerations: template.taints.map(({ key, value, effect }) => ({
      key,
      operator: "Equal",
      value,
      effect,
    })),
  };
}

function standing(pod: ServiceSpec["pod"], nodeGroup: string): ServiceSpec {
  return {
    name: headroomName(nodeGroup),
    pod,
    replicas: 1,
    scaler: undefined,
    work: undefined,
    startup: { pull: usualDelays.pull, start: { kind: "fixed", seconds: 0 } },
    maxUnavailable: Infinity,
  };
}
