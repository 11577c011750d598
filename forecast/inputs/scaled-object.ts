import { at, listAt, textAt } from "../../settings/lint/manifest";
import {
  completeBehavior,
  type Behavior,
  type WrittenBehavior,
  type WrittenRules,
} from "../hpa/behavior";
import type { Pauses } from "../keda/executor";
import type { Fallback, FallbackBehavior } from "../keda/fallback";
import { compileFormula } from "../keda/formula";
import type { ScalerSpec } from "../world/spec";
import type { Remarks } from "./remarks";
import { readTrigger, type TriggerSurroundings } from "./trigger";
import { numberAt, scalarText, textMap } from "./untrusted";

/** What KEDA takes where a ScaledObject says nothing. https://keda.sh/docs/latest/reference/scaledobject-spec/ */
export const kedaDefaults = {
  pollingInterval: 30,
  cooldownPeriod: 300,
  initialCooldownPeriod: 0,
  minReplicaCount: 0,
  maxReplicaCount: 100,
} as const;

/** Reads a ScaledObject, ours or anybody's, with KEDA's defaults for what it leaves out. */
export function readScaledObject(
  manifest: unknown,
  surroundings: TriggerSurroundings,
  remarks: Remarks,
): ScalerSpec {
  const spec = at(manifest, "spec");
  const number = (key: keyof typeof kedaDefaults) => numberAt(spec, key) ?? kedaDefaults[key];
  const pausedReplicas = numberAt(annotations(manifest), "paused-replicas");
  return {
    minReplicaCount: number("minReplicaCount"),
    maxReplicaCount: number("maxReplicaCount"),
    idleReplicaCount: numberAt(spec, "idleReplicaCount"),
    pollingInterval: number("pollingInterval"),
    cooldownPeriod: number("cooldownPeriod"),
    initialCooldownPeriod: number("initialCooldownPeriod"),
    fallback: fallbackOf(at(spec, "fallback")),
    behavior: behaviorOf(at(spec, "advanced.horizontalPodAutoscalerConfig.behavior")),
    modifiers: modifiersOf(at(spec, "advanced.scalingModifiers"), remarks),
    pauses: pausesOf(manifest),
    pausedReplicas,
    triggers: listAt(spec, "triggers").flatMap((trigger, i) => {
      const read = readTrigger(trigger, `spec.triggers[${i}]`, surroundings, remarks);
      return read === undefined ? [] : [read];
    }),
  };
}

/** KEDA's own annotations of an object, without their prefix. */
function annotations(manifest: unknown): Record<string, string> {
  const prefix = "autoscaling.keda.sh/";
  const all = Object.entries(textMap(at(manifest, "metadata.annotations")));
  return Object.fromEntries(
    all
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, value]) => [key.slice(prefix.length), value]),
  );
}

/** Whatever is not a false of Go's ParseBool counts as true (apis/keda/v1alpha1/scaledobject_types.go). */
function pausesOf(manifest: unknown): Pauses {
  const own = annotations(manifest);
  const holds = (key: string): boolean =>
    own[key] !== undefined && !/^(0|f|F|false|FALSE|False)$/.test(own[key]);
  return {
    paused: holds("paused") || own["paused-replicas"] !== undefined,
    scaleIn: holds("paused-scale-in"),
    scaleOut: holds("paused-scale-out"),
    forceActivation: holds("force-activation"),
  };
}

const fallbackBehaviors: readonly FallbackBehavior[] = [
  "static",
  "currentReplicas",
  "currentReplicasIfHigher",
  "currentReplicasIfLower",
  "scalingModifiers",
];

function fallbackOf(fallback: unknown): Fallback | undefined {
  const failureThreshold = numberAt(fallback, "failureThreshold");
  const replicas = numberAt(fallback, "replicas");
  if (failureThreshold === undefined || replicas === undefined) return undefined;
  const written = textAt(fallback, "behavior");
  const behavior = fallbackBehaviors.find((one) => one === written) ?? "static";
  return { failureThreshold, replicas, behavior };
}

/** Without any `behavior` the HorizontalPodAutoscaler follows other rules than with an empty one. */
function behaviorOf(behavior: unknown): Behavior | undefined {
  if (typeof behavior !== "object" || behavior === null) return undefined;
  const written: WrittenBehavior = {
    scaleUp: rulesOf(at(behavior, "scaleUp")),
    scaleDown: rulesOf(at(behavior, "scaleDown")),
  };
  return completeBehavior(written);
}

function rulesOf(rules: unknown): WrittenRules {
  const policies = listAt(rules, "policies").map((policy) => ({
    type: textAt(policy, "type") === "Pods" ? ("Pods" as const) : ("Percent" as const),
    value: numberAt(policy, "value") ?? 0,
    periodSeconds: numberAt(policy, "periodSeconds") ?? 0,
  }));
  const select = textAt(rules, "selectPolicy");
  return {
    stabilizationWindowSeconds: numberAt(rules, "stabilizationWindowSeconds") ?? null,
    selectPolicy: select === "Max" || select === "Min" || select === "Disabled" ? select : null,
    policies: Array.isArray(at(rules, "policies")) ? policies : null,
    tolerance: scalarText(at(rules, "tolerance")) ?? null,
  };
}

function modifiersOf(modifiers: unknown, remarks: Remarks): ScalerSpec["modifiers"] {
  const formula = textAt(modifiers, "formula");
  if (formula === "") return undefined;
  const path = "spec.advanced.scalingModifiers";
  const target = numberAt(modifiers, "target") ?? 0;
  if (!(target > 0)) {
    remarks.fault(
      `${path}.target: expected a number above 0, got: ${JSON.stringify(at(modifiers, "target")) ?? "nothing"}: correct it, because until then KEDA scales nothing`,
    );
    return undefined;
  }
  try {
    return {
      formula: compileFormula(formula),
      target,
      activationTarget: numberAt(modifiers, "activationTarget") ?? 0,
      metricType: textAt(modifiers, "metricType") === "Value" ? "Value" : "AverageValue",
    };
  } catch {
    remarks.assume(
      `${path}.formula: ${JSON.stringify(formula)} is not modelled: each trigger counts on its own`,
    );
    return undefined;
  }
}
