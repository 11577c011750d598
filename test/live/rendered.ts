import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseAllDocuments } from "yaml";
import { loadProgram, programFile, stackProgram } from "../../plan/program";
import { record } from "../../plan/record";
import type { PlannedResource } from "../../plan/recording-monitor";
import { readStackFile } from "../../plan/stack-file";
import type { KubernetesObject } from "../support/crds";
import { kubernetesObjects, podTemplate } from "../support/planned";
import { sharedPath } from "../support/shared-data";

const root = resolve(__dirname, "..", "..");

/** Our stacks, and the examples that are programs. */
export const stackNames = ["dev", "prod", "local"];
export const exampleNames = readdirSync(join(root, "examples")).filter((name) =>
  existsSync(join(root, "examples", name, "index.ts")),
);

/** Kubernetes objects of a stack or an example, in an order in which they can be created one after the other. */
export async function rendered(name: string): Promise<KubernetesObject[]> {
  return [...kubernetesObjects(await resourcesOf(name))].sort((a, b) => rank(a) - rank(b));
}

async function resourcesOf(name: string): Promise<PlannedResource[]> {
  if (!stackNames.includes(name)) {
    const program = loadProgram(programFile(join(root, "examples", name)));
    return (await record(program, { project: "chatbot", stack: "dev" })).resources;
  }
  const { config } = readStackFile(join(root, `Pulumi.${name}.yaml`));
  const program = loadProgram(stackProgram);
  return (await record(program, { project: "chatbot", stack: name, config })).resources;
}

/** Others' needs come first. */
const order = ["Namespace", "PriorityClass", "StorageClass", "ServiceAccount", "ResourceQuota"];
const last = ["TriggerAuthentication", "ScaledObject"];

function rank({ kind }: KubernetesObject): number {
  const first = order.indexOf(kind);
  return first >= 0 ? first : order.length + last.indexOf(kind) + 1;
}

/** A pod as each Deployment would make it, to ask admission about. */
export function podsOf(objects: readonly KubernetesObject[]): KubernetesObject[] {
  return objects.flatMap((object) => {
    const { namespace, name } = object.metadata ?? {};
    const template = podTemplate(object);
    if (template === undefined) return [];
    const metadata = { ...template.metadata, name: `${String(name)}-0`, namespace };
    return [{ apiVersion: "v1", kind: "Pod", metadata, spec: template.spec }];
  });
}

/** Real CRDs of the operators that we install. */
export function operatorCrds(): KubernetesObject[] {
  return ["keda", "strimzi", "prometheus-operator"].flatMap(crdsOf);
}

export function crdsOf(project: string): KubernetesObject[] {
  const folder = sharedPath("crds", project);
  if (folder === undefined) return [];
  return readdirSync(folder).flatMap((file) =>
    parseAllDocuments(readFileSync(join(folder, file), "utf8")).map(
      (document) => document.toJS() as KubernetesObject,
    ),
  );
}
