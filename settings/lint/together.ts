import type { Finding } from "../finding";
import { flags, isClusterAutoscaler } from "./cluster-autoscaler";
import { at, gvk, listAt, textAt, type ForeignManifest } from "./manifest";
import { isScaledObject } from "./scaled-object";

/** Findings that need more than one document. */
export function togetherFindings(manifests: readonly ForeignManifest[]): Finding[] {
  const scaledObjects = manifests.filter(({ object }) => isScaledObject(object));
  return [
    ...sharedTargets(scaledObjects),
    ...ownedReplicas(manifests, scaledObjects),
    ...fewNodes(manifests, scaledObjects),
    ...unprotectedAutoscaler(manifests),
  ];
}

/** Two ScaledObjects on one target fight; KEDA's webhook refuses the second. */
function sharedTargets(scaledObjects: readonly ForeignManifest[]): Finding[] {
  const targets = scaledObjects.map(({ object }) =>
    [
      textAt(object, "metadata.namespace"),
      textAt(object, "spec.scaleTargetRef.kind") || "Deployment",
      textAt(object, "spec.scaleTargetRef.name"),
    ].join("/"),
  );
  return scaledObjects.flatMap(({ source }, i): Finding[] => {
    const first = targets.indexOf(targets[i] ?? "");
    if (first === i) return [];
    return [
      {
        severity: "error",
        rule: "scaling/same-target",
        path: `${source} spec.scaleTargetRef`,
        expected: "a target that no other ScaledObject scales",
        got: `${targets[i] ?? ""}, which ${scaledObjects[first]?.source ?? ""} scales`,
        fix: "put the triggers of both into one ScaledObject",
      },
    ];
  });
}

/** A Deployment that sets the number that KEDA owns: every apply fights the HPA. */
function ownedReplicas(
  manifests: readonly ForeignManifest[],
  scaledObjects: readonly ForeignManifest[],
): Finding[] {
  return manifests.flatMap(({ source, object }): Finding[] => {
    const owner = scaledObjects.find(
      ({ object: scaler }) =>
        textAt(scaler, "spec.scaleTargetRef.name") === textAt(object, "metadata.name") &&
        (textAt(scaler, "spec.scaleTargetRef.kind") || "Deployment") === textAt(object, "kind"),
    );
    if (owner === undefined || at(object, "spec.replicas") === undefined) return [];
    return [
      {
        severity: "error",
        rule: "scaled-object/replicas-set",
        path: `${source} spec.replicas`,
        expected: `no replicas, because ${textAt(owner.object, "metadata.name")} scales it`,
        got: String(at(object, "spec.replicas")),
        fix: "remove it",
      },
    ];
  });
}

/** Fewer nodes at most than replicas at most can be right, but nobody has shown that they fit. */
function fewNodes(
  manifests: readonly ForeignManifest[],
  scaledObjects: readonly ForeignManifest[],
): Finding[] {
  const most = scaledObjects.reduce(
    (sum, { object }) => sum + Number(at(object, "spec.maxReplicaCount") ?? 100),
    0,
  );
  return manifests
    .filter(({ object }) => isClusterAutoscaler(object))
    .flatMap(({ source, object }): Finding[] => {
      const ranges = flags(object).flatMap((text) => /^--nodes=\d+:(\d+):/.exec(text)?.[1] ?? []);
      const nodes = ranges.reduce((sum, text) => sum + Number(text), 0);
      if (ranges.length === 0 || most <= nodes) return [];
      return [
        {
          severity: "warning",
          rule: "autoscaler/nodes-below-replicas",
          path: `${source} spec.template.spec.containers[0]`,
          expected: `room for the ${most} replicas that the ScaledObjects allow`,
          got: `${nodes} nodes at most`,
          fix: "prove that they fit by requests and allocatable, or lower maxReplicaCount",
        },
      ];
    });
}

function unprotectedAutoscaler(manifests: readonly ForeignManifest[]): Finding[] {
  const labelsOf = (object: unknown): unknown => at(object, "spec.template.metadata.labels");
  return manifests
    .filter(({ object }) => isClusterAutoscaler(object))
    .flatMap(({ source, object }): Finding[] => {
      const covered = manifests.some(
        ({ object: other }) =>
          gvk(other) === "policy/v1/PodDisruptionBudget" && selects(other, labelsOf(object)),
      );
      const evictable = listAt(object, "spec.template.spec.containers").length > 0 && !covered;
      if (!evictable) return [];
      return [
        {
          severity: "warning",
          rule: "autoscaler/no-disruption-budget",
          path: source,
          expected: "a PodDisruptionBudget for the autoscaler",
          got: "none in these files",
          fix: "add one: without it the autoscaler may evict itself",
        },
      ];
    });
}

function selects(budget: unknown, labels: unknown): boolean {
  const wanted = at(budget, "spec.selector.matchLabels");
  if (typeof wanted !== "object" || wanted === null) return false;
  return Object.entries(wanted).every(
    ([key, value]) => (labels as Record<string, unknown> | undefined)?.[key] === value,
  );
}
