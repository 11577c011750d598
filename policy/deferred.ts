import { runtime } from "@pulumi/pulumi";
import { UnknownValueError } from "@pulumi/policy";
import { deferred, isSecret, mask } from "../plan/secrets";

/** Whether a value cannot be read yet. */
export function isDeferred(value: unknown): boolean {
  return value === deferred;
}

/**
 * Plain copy of inputs as the engine hands them out, in its events or to a policy pack, with `deferred` in place of what is
 * unknown or masked.
 */
export function readable(inputs: Record<string, unknown>): Record<string, unknown> {
  return record(inputs);
}

function record(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(object).map((key) => [key, valueOf(() => object[key])] as const),
  );
}

function valueOf(read: () => unknown): unknown {
  const value = attempted(read);
  if (value === runtime.unknownValue || value === mask || isSecret(value)) return deferred;
  if (Array.isArray(value)) {
    return Array.from({ length: value.length }, (_, i) => valueOf(() => (value as unknown[])[i]));
  }
  if (typeof value !== "object" || value === null || value === deferred) return value;
  return record(value as Record<string, unknown>);
}

/** A policy pack's inputs throw when something unknown is read. */
function attempted(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnknownValueError) return deferred;
    throw error;
  }
}
