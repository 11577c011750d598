import { anywhere, existingNodes } from "../inputs/existing-nodes";
import type { ServiceSpec, WorldSpec } from "../world/spec";
import { fixedNodes } from "./fixed-nodes";
import { isHeadroom } from "./headroom";
import { peakRate } from "./traffic-peak";

/** Replicas and nodes that never change. */
export interface StaticPeak {
  /** Places do not matter in it: every replica has one from the beginning. */
  world: WorldSpec;
  /** Nodes by group of the world that was given. */
  nodes: readonly number[];
  /** Whether some replicas have so many partitions that they cannot keep up with the busiest window. */
  overloaded: boolean;
}

/** So many replicas as the highest window needs, at least one and at most the cap, all the time, and the nodes that they need. */
export function staticPeak(world: WorldSpec): StaticPeak {
  const fixed = world.services
    .filter((service) => !isHeadroom(service))
    .map((service) => ({
      ...service,
      replicas: peakReplicas(service, world.seconds),
      scaler: undefined,
      startup: { pull: none, start: none },
    }));
  const services = fixed.map(anywhere);
  return {
    world: { ...world, services, nodes: existingNodes },
    nodes: fixedNodes(world.nodes.groups, fixed).map(({ length }) => length),
    overloaded: fixed.some((service) => isOverloaded(service, world.seconds)),
  };
}

const none = { kind: "fixed", seconds: 0 } as const;

function peakReplicas({ work, scaler, replicas }: ServiceSpec, seconds: number): number {
  if (work === undefined) return replicas;
  const needed = Math.ceil(peakRate(work.traffic, seconds) / work.messagesPerSecond);
  return Math.max(1, Math.min(needed, scaler?.maxReplicaCount ?? replicas));
}

/** Partitions are dealt out whole: of 12 among 9 members three get two each, and so twice the messages. */
function isOverloaded({ work, replicas }: ServiceSpec, seconds: number): boolean {
  if (work?.partitions === undefined) return false;
  const { traffic, messagesPerSecond, partitions, consumersPerReplica } = work;
  const most = Math.ceil(partitions.length / (replicas * consumersPerReplica));
  const rate = (peakRate(traffic, seconds) * most) / partitions.length;
  return rate > messagesPerSecond / consumersPerReplica;
}
