import type { EngineEvent, OpType, StepEventStateMetadata } from "@pulumi/pulumi/automation";
import { readable } from "../policy/deferred";
import type { PolicyResource } from "../policy/policy";

/** What the engine does, or would do, to one resource. */
export interface Step {
  operation: OpType;
  urn: string;
  type: string;
  name: string;
  /** As it is deployed; missing for what is new. */
  previous?: PolicyResource;
  /** As it shall be; missing for what goes. */
  next?: PolicyResource;
  /** Properties that force a replacement. */
  replacedFor: string[];
}

/** Steps that leave a resource as it is. */
const still = new Set<OpType>(["same", "read", "refresh"]);

/** Whether a step changes anything. */
export function changes({ operation }: Step): boolean {
  return !still.has(operation);
}

/** Steps that an engine announces, in order. A replacement is one step, although the engine takes three. */
export function stepsOf(events: readonly EngineEvent[]): Step[] {
  const steps = new Map<string, Step>();
  for (const { resourcePreEvent } of events) {
    if (resourcePreEvent === undefined) continue;
    const { op, urn, type, old, new: next, keys } = resourcePreEvent.metadata;
    const operation = isReplacement(op) ? "replace" : op;
    const earlier = steps.get(urn);
    // The parts of a replacement come apart: what one of them lacks, another has.
    steps.set(urn, {
      operation,
      urn,
      type,
      name: nameOf(urn),
      ...present("previous", resource(old) ?? earlier?.previous),
      ...present("next", resource(next) ?? earlier?.next),
      replacedFor: keys?.length ? keys : (earlier?.replacedFor ?? []),
    });
  }
  return [...steps.values()];
}

/** The last part of a URN. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

function isReplacement(op: OpType): boolean {
  return op === "create-replacement" || op === "delete-replaced" || op === "import-replacement";
}

function resource(state: StepEventStateMetadata | undefined): PolicyResource | undefined {
  // The engine writes null for what does not exist.
  if (!state) return undefined;
  const { type, urn, parent, inputs, protect, retainOnDelete } = state;
  return {
    type,
    name: nameOf(urn),
    urn,
    parent: parent.includes("::pulumi:pulumi:Stack::") ? "" : parent,
    inputs: readable(inputs ?? {}),
    protect: protect === true,
    retainOnDelete: retainOnDelete === true,
  };
}

function present<K extends string, T>(key: K, value: T | undefined): { [P in K]?: T } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: T };
}
