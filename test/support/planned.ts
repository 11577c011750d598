import type { PlannedResource } from "../../plan/recording-monitor";
import type { KubernetesObject } from "./crds";
import type { PodTemplate } from "../../policy/pod-security";

const signatureKey = "4dabf18193072939515e22adb298388d";

/** The Kubernetes objects among planned resources, secrets laid open. Helm releases and providers are none. */
export function kubernetesObjects(resources: readonly PlannedResource[]): KubernetesObject[] {
  return resources
    .filter(({ inputs }) => typeof inputs["kind"] === "string" && "apiVersion" in inputs)
    .map(({ inputs }) => open(inputs) as KubernetesObject);
}

/** Whether the kind comes with Kubernetes itself rather than with a CRD. */
export function isBuiltin({ apiVersion }: KubernetesObject): boolean {
  const group = apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
  return !group.includes(".") || group.endsWith(".k8s.io");
}

/** The pod that an object would make: the object itself, its template, or the template of its jobs. */
export function podTemplate({ kind, metadata, spec }: KubernetesObject): PodTemplate | undefined {
  const inner = spec as {
    template?: PodTemplate;
    jobTemplate?: { spec?: { template?: PodTemplate } };
  };
  if (kind === "Pod") return { metadata, spec } as PodTemplate;
  return inner?.template?.spec === undefined ? inner?.jobTemplate?.spec?.template : inner.template;
}

/** URNs registered twice, and children not named `<parent>-<role>`. */
export function namingErrors(resources: readonly PlannedResource[]): string[] {
  const byUrn = new Map<string, PlannedResource>();
  const twice = resources.flatMap((resource) => {
    const again = byUrn.has(resource.urn);
    byUrn.set(resource.urn, resource);
    return again ? [`${resource.urn}: registered twice`] : [];
  });
  const strangers = resources.flatMap(({ urn, name, parent }) => {
    const parentName = byUrn.get(parent)?.name;
    if (parentName === undefined || name.startsWith(`${parentName}-`)) return [];
    return [`${urn}: expected a name that begins with "${parentName}-"`];
  });
  return [...twice, ...strangers];
}

/** Deployments that some ScaledObject scales and that set a count themselves. */
export function fixedReplicas(objects: readonly KubernetesObject[]): string[] {
  const scaled = new Set(
    objects
      .filter(({ kind }) => kind === "ScaledObject")
      .map(({ metadata, spec }) => {
        const target = (spec as { scaleTargetRef: { name: string } }).scaleTargetRef;
        return `${String(metadata?.["namespace"])}/${target.name}`;
      }),
  );
  return objects
    .filter(({ kind, spec }) => kind === "Deployment" && "replicas" in (spec as object))
    .map(({ metadata }) => `${String(metadata?.["namespace"])}/${String(metadata?.["name"])}`)
    .filter((id) => scaled.has(id))
    .map((id) => `Deployment ${id} is scaled by KEDA and sets replicas`);
}

function open(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(open);
  if (typeof value !== "object" || value === null) return value;
  if (signatureKey in value) return open((value as { value?: unknown }).value);
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, open(child)]));
}
