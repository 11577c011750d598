import { record } from "../../../plan/record";
import type { PlannedResource } from "../../../plan/recording-monitor";
import { builtinErrors, crdErrors } from "../../support/crds";
import { isBuiltin, kubernetesObjects, namingErrors } from "../../support/planned";
import { teardownErrors } from "../../support/teardown";

/** What a program made, in one shape that tests ask. */
export interface Made {
  resources: PlannedResource[];
  /** `<name> <type>` of all but the components, sorted. */
  tree: string[];
  /** Everything that an API server, the house's rules for names, or a destroy would object to. */
  errors: string[];
  get(name: string): PlannedResource;
  spec(name: string): Record<string, any>;
  /** Names of the resources that the SDK says it waits for, sorted. */
  waitsFor(name: string): string[];
}

/** Runs a program under the recording monitor. */
export async function made(program: () => unknown): Promise<Made> {
  const { resources } = await record(async () => void program());
  const byName = new Map(resources.map((resource) => [resource.name, resource]));
  const get = (name: string): PlannedResource => {
    const found = byName.get(name);
    if (found === undefined) throw new Error(`no ${name} among ${[...byName.keys()].join(", ")}`);
    return found;
  };
  return {
    resources,
    tree: resources
      .filter(({ type }) => !type.startsWith("chatbot-autoscaling-platform:"))
      .map(({ name, type }) => `${name} ${type}`)
      .sort(),
    errors: [
      ...namingErrors(resources),
      ...teardownErrors(resources),
      ...kubernetesObjects(resources).flatMap((object) =>
        isBuiltin(object) ? builtinErrors(object) : crdErrors(object),
      ),
    ],
    get,
    spec: (name) => get(name).inputs["spec"] as Record<string, any>,
    waitsFor: (name) =>
      [...new Set(get(name).options.dependsOn.map((urn) => urn.split("::").at(-1) ?? ""))].sort(),
  };
}

const signatureKey = "4dabf18193072939515e22adb298388d";

/** Whether the SDK would mark the value as a secret on the wire. */
export function isSecret(value: unknown): boolean {
  return typeof value === "object" && value !== null && signatureKey in value;
}

/** The value in a secret, or the value itself. */
export function opened(value: unknown): any {
  return isSecret(value) ? (value as { value: unknown }).value : value;
}
