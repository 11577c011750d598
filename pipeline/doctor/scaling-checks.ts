import type { Finding } from "../../settings/finding";
import { at, textAt } from "../../settings/lint/manifest";
import { condition, conditionText, finding, placeOf, type Check } from "./check";
import type { ClusterState, LiveObject } from "./cluster-state";

/** Every ScaledObject scales, and its HPA with it. */
export const scalingChecks: readonly Check[] = [
  ({ scaledObjects = [] }) => scaledObjects.flatMap(readiness),
  ({ scaledObjects = [] }) => scaledObjects.flatMap(pause),
  (state) => (state.scaledObjects ?? []).flatMap((object) => autoscalerOf(object, state)),
];

function readiness(object: LiveObject): Finding[] {
  const path = placeOf("scaledobject", object);
  const ready = condition(object, "Ready");
  const fallback = condition(object, "Fallback");
  const findings: Finding[] = [];
  if (ready?.status !== "True") {
    const got = ready === undefined ? "no condition: KEDA has not seen it" : conditionText(ready);
    const fix = "correct what the message names; KEDA's operator logs tell more";
    findings.push(finding("error", "doctor/not-ready", path, "Ready", got, fix));
  }
  if (fallback?.status === "True") {
    const fix = "look why the metric cannot be read: broker, credentials, network policy";
    const got = conditionText(fallback);
    findings.push(finding("error", "doctor/fallback", path, "no fallback", got, fix));
  }
  return findings;
}

/** A pause that somebody forgot looks like a service that nobody uses. */
function pause(object: LiveObject): Finding[] {
  const annotations = (at(object, "metadata.annotations") ?? {}) as Record<string, unknown>;
  const pauses = Object.keys(annotations).filter((key) =>
    key.startsWith("autoscaling.keda.sh/paused"),
  );
  if (pauses.length === 0 && condition(object, "Paused")?.status !== "True") return [];
  const [annotation = "autoscaling.keda.sh/paused"] = pauses;
  const name = textAt(object, "metadata.name");
  const namespace = textAt(object, "metadata.namespace");
  return [
    finding(
      "warning",
      "doctor/paused",
      placeOf("scaledobject", object),
      "a ScaledObject that scales",
      `a pause by ${annotation}`,
      `kubectl -n ${namespace} annotate scaledobject ${name} ${annotation}-`,
    ),
  ];
}

function autoscalerOf(object: LiveObject, { autoscalers }: ClusterState): Finding[] {
  const path = placeOf("scaledobject", object);
  const namespace = textAt(object, "metadata.namespace");
  const name = textAt(object, "status.hpaName") || `keda-hpa-${textAt(object, "metadata.name")}`;
  const autoscaler = autoscalers.find(
    (one) =>
      textAt(one, "metadata.name") === name && textAt(one, "metadata.namespace") === namespace,
  );
  if (autoscaler === undefined) {
    // KEDA deletes it with a pause, and has none before the object is ready.
    if (pause(object).length > 0 || condition(object, "Ready")?.status !== "True") return [];
    const fix = "look at KEDA's operator logs; somebody may have deleted it";
    return [finding("error", "doctor/no-hpa", path, `the HPA ${name}`, "none", fix)];
  }
  return [...blindness(autoscaler), ...pinned(autoscaler)];
}

/** An HPA that cannot read its metric keeps the count, and says so only here: F-01. */
function blindness(autoscaler: LiveObject): Finding[] {
  const active = condition(autoscaler, "ScalingActive");
  // At zero replicas it sleeps, which is as it shall be.
  if (active?.status !== "False" || active.reason === "ScalingDisabled") return [];
  const path = placeOf("hpa", autoscaler);
  const fix = "look at the trigger's source and at KEDA's metrics server";
  const got = conditionText(active);
  return [finding("error", "doctor/hpa-blind", path, "ScalingActive", got, fix)];
}

function pinned(autoscaler: LiveObject): Finding[] {
  const max = Number(at(autoscaler, "spec.maxReplicas"));
  const min = Number(at(autoscaler, "spec.minReplicas") ?? 1);
  const current = Number(at(autoscaler, "status.currentReplicas") ?? 0);
  const limited = condition(autoscaler, "ScalingLimited");
  if (limited?.status !== "True" || limited.reason !== "TooManyReplicas") return [];
  if (!(current >= max) || max === min) return [];
  return [
    finding(
      "warning",
      "doctor/pinned",
      placeOf("hpa", autoscaler),
      `fewer than ${max} replicas`,
      `${current}, and it wants more`,
      "raise maxReplicaCount, with the topic's partitions, or what one replica can do",
    ),
  ];
}
