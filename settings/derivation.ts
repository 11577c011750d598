import { show } from "./finding";

/** A number (or other value) that the platform worked out, and how. */
export interface Derivation {
  /** Where it stands, such as `services[0].scaling.triggers[0].kafka.lagThreshold`. */
  path: string;
  value: unknown;
  /** How it was worked out, with the numbers that went in. */
  formula: string;
}

/** Fills in what a person left out, and remembers how. */
export class Deriver {
  readonly derivations: Derivation[] = [];

  /** Sets `target[key]` unless a person did. */
  fill<T extends object, K extends keyof T & string>(
    target: T,
    key: K,
    path: string,
    value: NonNullable<T[K]>,
    formula: string,
  ): NonNullable<T[K]> {
    const given = target[key];
    if (given !== undefined && given !== null) return given as NonNullable<T[K]>;
    target[key] = value;
    this.derivations.push({ path: `${path}.${key}`, value, formula });
    return value;
  }
}

/** `path = value, because formula` on one line. */
export function derivationText({ path, value, formula }: Derivation): string {
  const text = typeof value === "object" ? JSON.stringify(value) : show(value, path);
  return `${path} = ${text}: ${formula}`;
}
