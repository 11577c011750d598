import Ajv, { type ErrorObject, type SchemaObject, type ValidateFunction } from "ajv";
import { isOpaque } from "./copy";
import type { Finding } from "./finding";
import schema from "./generated/schema.json";
import { pointerSteps, type Steps } from "./path";
import { shapeFinding } from "./shape-finding";

/** One place where the args do not have their shape. */
export interface ShapeFault {
  finding: Finding;
  /** Steps to the value that is at fault. */
  steps: Steps;
}

let compiled: ValidateFunction | undefined;

/**
 * Checks `args` against the JSON Schema and fills its defaults in, in place.
 * Compiled at the first call: it takes about 60 ms, which `--help` need not pay.
 */
export function checkShape(args: unknown): ShapeFault[] {
  compiled ??= compile();
  if (compiled(args) === true) return [];
  return (compiled.errors ?? []).filter(isOwnMessage).map((error) => fault(error, args));
}

function compile(): ValidateFunction {
  const ajv = new Ajv({ allErrors: true, useDefaults: true, strict: false, verbose: true });
  ajv.addKeyword({
    keyword: "wire",
    schemaType: "object",
    compile: (leaf: SchemaObject) => {
      const check = ajv.compile(leaf);
      const wire = (data: unknown): boolean => {
        if (isOpaque(data) || check(data) === true) return true;
        wire.errors = (check.errors ?? []).map(({ keyword, params, message, schema: bound }) => ({
          keyword,
          params,
          message,
          schema: bound,
        }));
        return false;
      };
      wire.errors = [] as Partial<ErrorObject>[];
      return wire;
    },
    errors: true,
  });
  return ajv.compile(withWires(schema) as SchemaObject);
}

/** Moves the constraints of every wire under the keyword `wire`, which lets opaque leaves pass. */
function withWires(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withWires);
  if (typeof node !== "object" || node === null) return node;
  const { "x-wire": isWire, ...rest } = node as Record<string, unknown>;
  if (isWire === true) return { wire: rest };
  return Object.fromEntries(Object.entries(rest).map(([key, child]) => [key, withWires(child)]));
}

/** Errors that only say that another one exists are left out. */
function isOwnMessage(error: ErrorObject): boolean {
  return error.keyword !== "wire";
}

function fault(error: ErrorObject, args: unknown): ShapeFault {
  const at = pointerSteps(error.instancePath, args);
  const { missingProperty, additionalProperty } = error.params as Record<
    string,
    string | undefined
  >;
  const property = missingProperty ?? additionalProperty;
  const steps = property === undefined ? at : [...at, property];
  return { steps, finding: shapeFinding(error, steps, args) };
}
