/** What a pod asks a node for. */
export interface PodSize {
  milliCpu: number;
  memoryMiB: number;
  gpus: number;
}

/** What a node has for pods, or has left. */
export interface Room extends PodSize {
  pods: number;
}

/** Equal pods. */
export interface PodSet {
  name: string;
  size: PodSize;
  count: number;
  /** Never two of them on one node. */
  onePerNode: boolean;
  /** Names of the pools whose nodes admit them by labels and taints. */
  pools: readonly string[];
}

/** Equal nodes. */
export interface NodePool {
  name: string;
  node: Room;
  count: number;
}

/** How many pods of a size one node takes. */
export function podsPerNode(size: PodSize, node: Room): number {
  const share = (asked: number, has: number): number =>
    asked <= 0 ? Infinity : Math.floor((has + 1e-9) / asked);
  return Math.max(
    0,
    Math.min(
      node.pods,
      share(size.milliCpu, node.milliCpu),
      share(size.memoryMiB, node.memoryMiB),
      share(size.gpus, node.gpus),
    ),
  );
}

/** How many pods of a set its pools take when nothing else runs there: exact, because all are equal. */
export function mostAlone(set: PodSet, pools: readonly NodePool[]): number {
  return pools
    .filter(({ name }) => set.pools.includes(name))
    .reduce((sum, { node, count }) => {
      const each = podsPerNode(set.size, node);
      return sum + count * (set.onePerNode ? Math.min(1, each) : each);
    }, 0);
}

/** A resource of which pods ask for more than their pools can ever have. */
export interface Shortage {
  resource: "milliCpu" | "memoryMiB" | "gpus" | "pods";
  asked: number;
  has: number;
  pods: readonly PodSet[];
  pools: readonly string[];
}

/**
 * Proves that pods cannot all run: for pods that only the same pools admit (and those that fewer of them do), the sum of
 * requests is above the sum of what the pools have. Undefined proves nothing, because pods also have to be packed.
 */
export function shortage(
  sets: readonly PodSet[],
  pools: readonly NodePool[],
): Shortage | undefined {
  const choices = new Map(sets.map((set) => [[...set.pools].sort().join(" "), new Set(set.pools)]));
  for (const choice of choices.values()) {
    const pods = sets.filter((set) => set.pools.every((name) => choice.has(name)));
    const nodes = pools.filter(({ name }) => choice.has(name));
    for (const resource of ["gpus", "milliCpu", "memoryMiB", "pods"] as const) {
      const asked = pods.reduce(
        (sum, { size, count }) => sum + count * (resource === "pods" ? 1 : size[resource]),
        0,
      );
      const has = nodes.reduce((sum, { node, count }) => sum + count * node[resource], 0);
      if (asked > has + 1e-6) return { resource, asked, has, pods, pools: [...choice] };
    }
  }
  return undefined;
}

/** Nodes that are equally full. */
interface NodeClass {
  pool: string;
  room: Room;
  count: number;
}

/** Pods of a set that found no node. */
export interface Unplaced {
  set: PodSet;
  count: number;
}

/**
 * Places pods on nodes, the most demanding and the choosiest first, each on the first node with room. What it leaves
 * over may still fit when packed more cleverly.
 */
export function firstFit(sets: readonly PodSet[], pools: readonly NodePool[]): Unplaced[] {
  let classes: NodeClass[] = pools.map(({ name, node, count }) => ({
    pool: name,
    room: node,
    count,
  }));
  const unplaced: Unplaced[] = [];
  for (const set of [...sets].sort(byDemand)) {
    let left = set.count;
    const next: NodeClass[] = [];
    for (const nodes of classes) {
      const each = set.pools.includes(nodes.pool) ? podsPerNode(set.size, nodes.room) : 0;
      const taken = set.onePerNode ? Math.min(1, each) : each;
      if (left === 0 || taken === 0 || nodes.count === 0) {
        next.push(nodes);
        continue;
      }
      const full = Math.min(nodes.count, Math.floor(left / taken));
      const rest = full < nodes.count ? Math.min(taken, left - full * taken) : 0;
      if (full > 0)
        next.push({ ...nodes, room: without(nodes.room, set.size, taken), count: full });
      if (rest > 0) next.push({ ...nodes, room: without(nodes.room, set.size, rest), count: 1 });
      const empty = nodes.count - full - (rest > 0 ? 1 : 0);
      if (empty > 0) next.push({ ...nodes, count: empty });
      left -= full * taken + rest;
    }
    classes = next;
    if (left > 0) unplaced.push({ set, count: left });
  }
  return unplaced;
}

function byDemand(a: PodSet, b: PodSet): number {
  return (
    a.pools.length - b.pools.length ||
    b.size.gpus - a.size.gpus ||
    b.size.milliCpu - a.size.milliCpu ||
    b.size.memoryMiB - a.size.memoryMiB
  );
}

function without(room: Room, size: PodSize, count: number): Room {
  return {
    milliCpu: room.milliCpu - count * size.milliCpu,
    memoryMiB: room.memoryMiB - count * size.memoryMiB,
    gpus: room.gpus - count * size.gpus,
    pods: room.pods - count,
  };
}
