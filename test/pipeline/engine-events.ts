import type { EngineEvent, OpType, StepEventStateMetadata } from "@pulumi/pulumi/automation";

/** URN of a resource at the top of the stack `dev`. */
export function urnOf(type: string, name: string): string {
  return `urn:pulumi:dev::chatbot::${type}::${name}`;
}

/** State of a resource as the engine's events tell it. */
export function stateOf(
  type: string,
  name: string,
  inputs: Record<string, unknown> = {},
  more: Partial<StepEventStateMetadata> = {},
): StepEventStateMetadata {
  return {
    type,
    urn: urnOf(type, name),
    id: "",
    parent: "urn:pulumi:dev::chatbot::pulumi:pulumi:Stack::chatbot-dev",
    inputs,
    outputs: {},
    provider: "",
    ...more,
  };
}

type Metadata = NonNullable<EngineEvent["resourcePreEvent"]>["metadata"];

function metadata(op: OpType, state: StepEventStateMetadata, more: Partial<Metadata>): Metadata {
  return { op, urn: state.urn, type: state.type, provider: "", ...more };
}

const envelope = { sequence: 0, timestamp: 0 };

/** The engine announces a step: old and new state by the kind of step. */
export function announced(
  op: OpType,
  state: StepEventStateMetadata,
  more: Partial<Metadata> = {},
): EngineEvent {
  const old = /^create|^import/.test(op) ? {} : { old: state };
  const next = /^delete/.test(op) ? {} : { new: state };
  return {
    ...envelope,
    resourcePreEvent: {
      metadata: metadata(op, state, { ...old, ...next, ...more }),
      planning: true,
    },
  };
}

/** The engine has taken a step. */
export function finished(
  op: OpType,
  state: StepEventStateMetadata,
  more: Partial<Metadata> = {},
): EngineEvent {
  return { ...envelope, resOutputsEvent: { metadata: metadata(op, state, more) } };
}

/** The engine, a provider or the program says something. */
export function said(severity: string, message: string, urn?: string): EngineEvent {
  const diagnosticEvent = {
    severity,
    message,
    color: "never",
    ...(urn === undefined ? {} : { urn }),
  };
  return { ...envelope, diagnosticEvent: diagnosticEvent as EngineEvent["diagnosticEvent"] };
}
