import { isDeepStrictEqual } from "node:util";
import { intervals } from "../../components/service/scaled-object";
import type { ServiceSettings } from "../../settings/generated/settings";
import { derivedCooldown, derivedFallback } from "../../settings/resolve/scaling";
import { kedaDefaults } from "../inputs/scaled-object";
import type { ScalerSpec } from "../world/spec";

/** What the settings say about how a service scales, every default filled in. */
export type WrittenScaling = ServiceSettings<unknown>["scaling"];

/** A scaler with other fewest replicas, and with what the stack derives from them. */
export function withMinReplicas(
  scaler: ScalerSpec,
  minReplicaCount: number,
  written: WrittenScaling,
): ScalerSpec {
  const { minReplicaCount: before, maxReplicaCount } = scaler;
  // What sleeps has none, and what looks at nothing outside needs none.
  const may =
    scaler.idleReplicaCount === undefined && scaler.triggers.some(({ type }) => type !== "cpu");
  const derived = (fewest: number) =>
    fewest > 0 && may ? derivedFallback(fewest, maxReplicaCount) : undefined;
  const fallback = isDeepStrictEqual(scaler.fallback, derived(before))
    ? derived(minReplicaCount)
    : scaler.fallback;
  return withIntervals({ ...scaler, minReplicaCount, fallback }, written);
}

/** A scaler with another window on the way down, and with what the stack derives from it. */
export function withDownWindow(
  scaler: ScalerSpec,
  stabilizationWindowSeconds: number,
  written: WrittenScaling,
): ScalerSpec {
  const { behavior } = scaler;
  if (behavior === undefined) return scaler;
  const scaleDown = { ...behavior.scaleDown, stabilizationWindowSeconds };
  return withIntervals({ ...scaler, behavior: { ...behavior, scaleDown } }, written);
}

/** The intervals that the ScaledObject would have: KEDA's own where the service never sleeps. */
function withIntervals(scaler: ScalerSpec, written: WrittenScaling): ScalerSpec {
  const { pollingInterval, cooldownPeriod, initialCooldownPeriod } = kedaDefaults;
  const before = written.advanced.horizontalPodAutoscalerConfig.behavior.scaleDown;
  const scaling = {
    ...written,
    minReplicaCount: scaler.minReplicaCount,
    cooldownPeriod: cooldownAfter(
      written.cooldownPeriod,
      before.stabilizationWindowSeconds,
      scaler.behavior?.scaleDown.stabilizationWindowSeconds,
    ),
  };
  const all = { pollingInterval, cooldownPeriod, initialCooldownPeriod };
  return { ...scaler, ...all, ...intervals({ scaling }) };
}

/** The derived cooldown follows the window; one that a person wrote stays. */
function cooldownAfter(cooldown: number, from?: number, to?: number): number {
  if (from === undefined || to === undefined) return cooldown;
  return cooldown === derivedCooldown(from) ? derivedCooldown(to) : cooldown;
}
