import type { KubernetesObject } from "./crds";

const label = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const subdomain = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const keyName = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const labelValue = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

/** Kinds whose names are narrower than a DNS subdomain. */
const names: Readonly<Record<string, RegExp>> = {
  Service: /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/,
  Namespace: label,
  // RBAC names may hold what a path segment holds, colons among it.
  Role: /^[^/%]+$/,
  RoleBinding: /^[^/%]+$/,
  ClusterRole: /^[^/%]+$/,
  ClusterRoleBinding: /^[^/%]+$/,
};

/**
 * What the API server would say to an object's metadata.
 * Sources: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ and …/labels/.
 */
export function metadataErrors(object: KubernetesObject, namespaced: boolean): string[] {
  const { name, namespace, labels = {}, annotations = {} } = object.metadata ?? {};
  const found: string[] = [];
  if (typeof name !== "string" || !(names[object.kind] ?? subdomain).test(name)) {
    found.push(`metadata.name: "${String(name)}" is no name of a ${object.kind}`);
  }
  if (namespaced && (typeof namespace !== "string" || !label.test(namespace))) {
    found.push(`metadata.namespace: expected a namespace, got ${String(namespace)}`);
  }
  if (!namespaced && namespace !== undefined) {
    found.push("metadata.namespace: the kind is cluster-wide");
  }
  return [
    ...found,
    ...mapErrors("labels", labels, (value) => labelValue.test(value)),
    ...mapErrors("annotations", annotations, () => true),
  ];
}

function mapErrors(field: string, map: unknown, isValue: (value: string) => boolean): string[] {
  return Object.entries(map as object).flatMap(([key, value]) => {
    const [last = "", prefix, more] = key.split("/").reverse();
    const good =
      keyName.test(last) && more === undefined && (prefix === undefined || subdomain.test(prefix));
    if (!good) return [`metadata.${field}: "${key}" is no key`];
    if (typeof value !== "string" || !isValue(value)) {
      return [`metadata.${field}["${key}"]: ${JSON.stringify(value)} is no value`];
    }
    return [];
  });
}
