import type { PlannedResource } from "../../plan/recording-monitor";
import { chartValueErrors } from "./chart-values";
import { builtinErrors, crdErrors, type KubernetesObject } from "./crds";
import { fixedReplicas, isBuiltin, kubernetesObjects, namingErrors, podTemplate } from "./planned";
import { restrictedErrors } from "../../policy/pod-security";
import { teardownErrors } from "./teardown";

/** Charts of which no values are at hand, so that their keys go unchecked. */
const unknownCharts = new Set(["nvidia-device-plugin"]);

/** A Helm release as the program registers it. */
interface Release {
  chart?: string;
  version?: string;
  values?: Record<string, unknown>;
}

/** Everything that can be proved wrong of a recorded program without a cluster. Empty is what every platform must be. */
export function proofErrors(resources: readonly PlannedResource[]): string[] {
  const objects = kubernetesObjects(resources);
  return [
    ...namingErrors(resources),
    ...teardownErrors(resources),
    ...fixedReplicas(objects),
    ...twice(objects),
    ...objects.flatMap((object) => (isBuiltin(object) ? builtinErrors(object) : crdErrors(object))),
    ...objects.flatMap(podErrors),
    ...objects.filter(isBuiltin).flatMap((object) => emptyLists(object, "")),
    ...releases(resources).flatMap(({ chart = "", version = "", values = {} }) =>
      chartValueErrors(chart, version, values).map((error) => `chart ${chart}: ${error}`),
    ),
  ];
}

function podErrors(object: KubernetesObject): string[] {
  const template = podTemplate(object);
  if (template === undefined) return [];
  const name = `${object.kind} ${String(object.metadata?.["name"])}`;
  return restrictedErrors(template).map((error) => `${name}: ${error}`);
}

/**
 * Empty lists in kinds of Kubernetes itself: the server stores none, so that every server-side apply would be a change, and a
 * refresh would see drift.
 */
function emptyLists(value: unknown, path: string): string[] {
  if (Array.isArray(value) && value.length === 0) return [`${path}: an empty list is not stored`];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => emptyLists(child, `${path}.${key}`));
}

/** One object that two resources claim: Pulumi sees two URNs, the API server one object. */
function twice(objects: readonly KubernetesObject[]): string[] {
  const seen = new Set<string>();
  return objects.flatMap(({ apiVersion, kind, metadata = {} }) => {
    const [group = ""] = apiVersion.split("/");
    const id = `${group} ${kind} ${String(metadata["namespace"] ?? "")}/${String(metadata["name"])}`;
    if (seen.has(id)) return [`${id}: made by two resources`];
    seen.add(id);
    return [];
  });
}

function releases(resources: readonly PlannedResource[]): Release[] {
  return resources
    .filter(({ type }) => type === "kubernetes:helm.sh/v3:Release")
    .map(({ inputs }) => inputs as Release)
    .filter(({ chart = "" }) => !unknownCharts.has(chart));
}
