import { firstFit, mostAlone, shortage, type PodSet } from "../fit";
import { knownPools } from "../node-pool";
import type { Rule } from "../rule";
import { kafkaPods, platformPods, servicePods } from "../workloads";

/** What all pods together ask of all nodes. */
export const capacitySumRules: readonly Rule[] = [
  {
    id: "capacity/minimum-exceeds-nodes",
    severity: "error",
    because:
      "what must always run does not fit the groups at maxSize, so that the platform cannot even start",
    *check({ settings }) {
      const known = knownPools(settings);
      if (known === undefined) return;
      const always = [
        ...servicePods(settings, ({ scaling }) => scaling.minReplicaCount),
        ...kafkaPods(settings),
        ...platformPods(settings),
      ];
      const placeable = always.filter(({ pools: names, count }) => names.length > 0 && count > 0);
      const found = shortage(placeable, known);
      if (found === undefined) return;
      const unit = { milliCpu: "m CPU", memoryMiB: "Mi memory", gpus: " GPUs", pods: " pods" }[
        found.resource
      ];
      yield {
        path: "nodes.groups",
        expected: `room for ${Math.ceil(found.asked)}${unit} of ${found.pods.map(({ name }) => name).join(", ")} at their least`,
        got: `${Math.floor(found.has)}${unit} in ${found.pools.join(", ")} at maxSize`,
        fix: "raise maxSize, take larger instance types, or lower minReplicaCount or requests",
      };
    },
  },
  {
    id: "capacity/maximum-exceeds-nodes",
    severity: "warning",
    because: "when all services are busy at once, the last ones wait until others are done",
    *check({ settings, written }) {
      const known = knownPools(settings);
      if (known === undefined) return;
      const stated = new Set(
        written.services
          .filter(({ scaling }) => scaling?.maxReplicaCount !== undefined)
          .map(({ name }) => name),
      );
      // Those that cannot have their replicas even alone have an error of their own.
      const isError = (set: PodSet): boolean =>
        (stated.has(set.name) || set.onePerNode) && set.count > mostAlone(set, known);
      const fixed = [...kafkaPods(settings), ...platformPods(settings)];
      const busy = servicePods(settings, ({ scaling }) => scaling.maxReplicaCount).filter(
        (set) => set.pools.length > 0 && mostAlone(set, known) > 0 && !isError(set),
      );
      if (
        firstFit(
          [...fixed, ...servicePods(settings, ({ scaling }) => scaling.minReplicaCount)],
          known,
        ).length > 0
      )
        return;
      const unplaced = firstFit([...fixed, ...busy], known).filter(({ set }) => busy.includes(set));
      if (unplaced.length === 0) return;
      yield {
        path: "nodes.groups",
        expected: "room for every service at maxReplicaCount at once",
        got: `no room for ${unplaced.map(({ set, count }) => `${count} of ${set.count} "${set.name}"`).join(", ")}`,
        fix: "raise maxSize, or accept that services share what there is",
      };
    },
  },
];
