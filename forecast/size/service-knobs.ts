import { firstReplicas } from "../inputs/workload";
import type { ScalerSpec } from "../world/spec";
import { withDownWindow, withMinReplicas, type WrittenScaling } from "./derived-scaling";
import { rounded, scalerOf, withScaler, withService, type Knob, type Move } from "./move";

/** Fewest replicas: 0, 1 or 2, one at a time. `path` is that of `scaling`, `written` what the settings say there. */
export function minReplicasKnob(service: string, path: string, written: WrittenScaling): Knob {
  return (world) => {
    const scaler = scalerOf(world, service);
    if (scaler === undefined) return [];
    const { minReplicaCount: now, maxReplicaCount, idleReplicaCount, triggers } = scaler;
    // CPU wakes nothing from zero, and idleReplicaCount must stay below.
    const least = idleReplicaCount !== undefined || triggers.every(({ type }) => type === "cpu");
    return [now + 1, now - 1]
      .filter((to) => to >= (least ? 1 : 0) && to <= Math.min(2, maxReplicaCount))
      .map((minReplicaCount) => ({
        path: `${path}.minReplicaCount`,
        from: `${now}`,
        to: `${minReplicaCount}`,
        service,
        towards: minReplicaCount > now ? "wait" : "cost",
        world: withService(world, service, (one) => {
          const changed = withMinReplicas(scaler, minReplicaCount, written);
          return { ...one, scaler: changed, replicas: firstReplicas(changed) };
        }),
      }));
  };
}

/** Half and twice the `lagThreshold`. `path` is that of the trigger, `index` its place in the world's list. */
export function lagThresholdKnob(service: string, path: string, index: number): Knob {
  return (world) => {
    const found = scalerOf(world, service)?.triggers[index];
    if (found?.type !== "kafka") return [];
    const now = found.trigger.lagThreshold;
    return [Math.max(1, Math.floor(now / 2)), now * 2]
      .filter((to) => to !== now && to <= 1e9)
      .map((lagThreshold) => ({
        path: `${path}.kafka.lagThreshold`,
        from: `${now}`,
        to: `${lagThreshold}`,
        service,
        towards: lagThreshold < now ? "wait" : "cost",
        world: withScaler(world, service, (scaler) =>
          withTrigger(scaler, index, { ...found, trigger: { ...found.trigger, lagThreshold } }),
        ),
      }));
  };
}

/** By what a threshold in the settings is larger than in the world, which counts a second. */
export interface WrittenRate {
  factor: number;
}

/** Share of its capacity that a replica is planned with, a tenth more and less: the threshold of the arrival rate, or the capacity in its query. */
export function utilizationKnob(
  service: string,
  path: string,
  index: number,
  written: WrittenRate,
): Knob {
  return (world) => {
    const found = scalerOf(world, service)?.triggers[index];
    const each = world.services.find(({ name }) => name === service)?.work?.messagesPerSecond;
    if (found?.type !== "rate" || each === undefined) return [];
    const { even, threshold } = found;
    const now = (even === undefined ? threshold : even.capacity / even.partitions) / each;
    return [now - 0.1, now + 0.1]
      .filter((share) => share > 0.25 && share < 1.01)
      .flatMap((share): Move[] => {
        const ratio = Math.round(share * 100) / 100 / now;
        const towards = ratio < 1 ? "wait" : "cost";
        if (even === undefined) {
          const to = rounded(threshold * ratio);
          const text = (value: number): string => `${rounded(value * written.factor)}`;
          const next = withScaler(world, service, (scaler) =>
            withTrigger(scaler, index, { ...found, threshold: to }),
          );
          const move = {
            from: text(threshold),
            to: text(to),
            service,
            towards,
            world: next,
          } as const;
          return [{ path: `${path}.prometheus.threshold`, ...move }];
        }
        const capacity = rounded(even.capacity * ratio);
        const next = withScaler(world, service, (scaler) =>
          withTrigger(scaler, index, { ...found, even: { ...even, capacity } }),
        );
        const [from, to] = [`floor(${even.capacity} / …)`, `floor(${capacity} / …)`];
        return [{ path: `${path}.prometheus.query`, from, to, service, towards, world: next }];
      });
  };
}

const windows = [30, 60, 120, 300, 600];

/**
 * Window on the way down, of at least so many seconds: below its start a replica would be started again by the next wave.
 * `path` is that of `scaling`, `written` what the settings say there.
 */
export function downWindowKnob(
  service: string,
  path: string,
  written: WrittenScaling,
  least = 0,
): Knob {
  return (world) => {
    const scaler = scalerOf(world, service);
    if (scaler?.behavior === undefined) return [];
    const { scaleDown } = scaler.behavior;
    const now = scaleDown.stabilizationWindowSeconds;
    const shorter = windows.filter((one) => one < now && one >= least).at(-1);
    const longer = windows.find((one) => one > now);
    return [longer, shorter].flatMap((to): Move[] => {
      if (to === undefined) return [];
      return [
        {
          path: `${path}.advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.stabilizationWindowSeconds`,
          from: `${now}`,
          to: `${to}`,
          service,
          towards: to > now ? "wait" : "cost",
          world: withScaler(world, service, (one) => withDownWindow(one, to, written)),
        },
      ];
    });
  };
}

function withTrigger(
  scaler: ScalerSpec,
  index: number,
  trigger: ScalerSpec["triggers"][number],
): ScalerSpec {
  return { ...scaler, triggers: scaler.triggers.map((one, i) => (i === index ? trigger : one)) };
}
