import { createRequire } from "node:module";
import { unknownFields } from "./builtin-fields";
import type { KubernetesObject } from "./crds";
import { metadataErrors } from "./metadata";

interface Model {
  validate(): void;
}

type ModelClass = new (data: object) => Model;

const load = createRequire(__filename);

/** Kinds of Kubernetes that live in no namespace. */
const clusterWide = new Set([
  "Namespace",
  "PriorityClass",
  "StorageClass",
  "ClusterRole",
  "ClusterRoleBinding",
  "PersistentVolume",
  "ValidatingWebhookConfiguration",
  "MutatingWebhookConfiguration",
  "APIService",
  "CSIDriver",
  "IngressClass",
  "RuntimeClass",
  "Node",
]);

/**
 * What Kubernetes' own schema says to an object of a built-in kind, unknown fields included.
 * Empty when it would be admitted. A kind that the schema does not know is an error too.
 */
export function builtinErrors(object: KubernetesObject): string[] {
  const found = metadataErrors(object, !clusterWide.has(object.kind));
  let models: Record<string, ModelClass | undefined> = {};
  try {
    models = load(`kubernetes-models/${object.apiVersion}`) as typeof models;
  } catch {
    // No such API group: reported below as an unknown kind.
  }
  const model = models[object.kind];
  if (model === undefined) {
    found.push(`${object.apiVersion} is no API version of Kubernetes with this kind`);
  } else {
    found.push(...unknownFields(object, object.apiVersion));
    try {
      new model(object).validate();
    } catch (error) {
      found.push(error instanceof Error ? error.message : String(error));
    }
  }
  return found.map((error) => `${object.kind} ${String(object.metadata?.["name"])}: ${error}`);
}
