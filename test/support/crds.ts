import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { parse } from "yaml";
import { celErrors } from "./cel";
import { metadataErrors } from "./metadata";
import { sharedPath } from "./shared-data";
import { closed, type CrdSchema } from "./structural-schema";

export { builtinErrors } from "./builtins";

/** A Kubernetes object as plain data. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata?: Record<string, unknown>;
  [key: string]: unknown;
}

interface CustomResourceDefinition {
  spec: {
    scope: string;
    versions: { name: string; schema: { openAPIV3Schema: CrdSchema } }[];
  };
}

interface Validator {
  schema: CrdSchema;
  scope: string;
  validate: ValidateFunction;
}

/** Groups whose CRDs are at hand, in order of preference when two projects define one kind. */
const folders = [
  "keda",
  "strimzi",
  "cluster-autoscaler",
  "karpenter",
  "prometheus-operator",
  "keda-http-add-on",
];

const ajv = new Ajv({ allErrors: true, strict: false, useDefaults: true, formats: numbers() });
addFormats.default(ajv, ["date-time", "date", "byte", "uri"]);

const validators = new Map<string, Validator | undefined>();
let files: Map<string, string> | undefined;

/** Whether the real CRDs are on this machine. */
export function haveCrds(): boolean {
  return sharedPath("crds") !== undefined;
}

let said = false;

/** Once: everything else about the objects is still checked. */
function sayUnchecked(): void {
  if (said) return;
  said = true;
  process.stderr.write("SKIPPED for want of ../shared/data/crds: custom resources against CRDs\n");
}

/**
 * What an API server with the real CRDs would say to a new custom resource: schema, unknown fields, CEL rules, metadata.
 * Empty when it would be admitted. A kind without a CRD is an error too: nothing was checked. Without any CRDs it says so once.
 */
export function crdErrors(object: KubernetesObject): string[] {
  if (!haveCrds()) {
    sayUnchecked();
    return [];
  }
  const validator = validatorFor(object);
  if (validator === undefined) {
    return [`${object.kind}: no CRD of ${object.apiVersion} is at hand`];
  }
  const admitted = structuredClone(object);
  const found = validator.validate(admitted) ? [] : (validator.validate.errors ?? []).map(text);
  const { scope, schema } = validator;
  const cel = found.length === 0 ? celErrors(admitted, schema) : [];
  return [...metadataErrors(object, scope === "Namespaced"), ...found, ...cel].map(
    (error) => `${object.kind} ${String(object.metadata?.name)}: ${error}`,
  );
}

function validatorFor({ apiVersion, kind }: KubernetesObject): Validator | undefined {
  const id = `${apiVersion}/${kind}`;
  if (!validators.has(id)) validators.set(id, compile(apiVersion, kind));
  return validators.get(id);
}

function compile(apiVersion: string, kind: string): Validator | undefined {
  const [group = "", version] = apiVersion.split("/");
  const file = crdFiles().get(`${group}/${kind}`);
  if (file === undefined) return undefined;
  const { spec } = parse(readFileSync(file, "utf8")) as CustomResourceDefinition;
  const schema = spec.versions.find(({ name }) => name === version)?.schema.openAPIV3Schema;
  if (schema === undefined) return undefined;
  return { schema, scope: spec.scope, validate: ajv.compile(closed(schema)) };
}

/** Files by `group/kind`, read from their text: parsing all of them takes seconds. */
function crdFiles(): Map<string, string> {
  if (files !== undefined) return files;
  files = new Map();
  for (const folder of folders) {
    const path = sharedPath("crds", folder);
    if (path === undefined) continue;
    for (const file of readdirSync(path).map((name) => join(path, name))) {
      const source = readFileSync(file, "utf8");
      const group = /^ {2}group: (\S+)$/m.exec(source)?.[1];
      const kind = /^ {4}kind: (\S+)$/m.exec(source)?.[1];
      const id = `${group}/${kind}`;
      if (!files.has(id)) files.set(id, file);
    }
  }
  return files;
}

function text({ instancePath, message, params, keyword }: ErrorObject): string {
  const path = instancePath.slice(1).replaceAll("/", ".") || "the object";
  if (keyword === "additionalProperties") {
    return `${path}: unknown field "${String(params["additionalProperty"])}"`;
  }
  return `${path}: ${message ?? keyword}`;
}

/** Formats of numbers that Kubernetes knows and JSON Schema does not. */
function numbers() {
  const within = (bound: number) => ({
    type: "number" as const,
    validate: (value: number) => Number.isInteger(value) && Math.abs(value) <= bound,
  });
  return {
    int32: within(2 ** 31 - 1),
    int64: within(Number.MAX_SAFE_INTEGER),
    double: true as const,
  };
}
