import { createHash } from "node:crypto";
import type { Cloud, Made } from "./cloud";
import type { Properties } from "./wire";

/** What a provider knows about the resources of its package. */
export interface Model {
  kinds: Readonly<Record<string, Kind>>;
  /** For every type that `kinds` does not name; without it, such a type is refused. */
  otherwise?: Kind;
  /** Waits for what the provider itself waits for. */
  waits?(cloud: Cloud, asked: Asked): Promise<void>;
  /** Why the service would not take this; nothing when it would. */
  refuses?(cloud: Cloud, asked: Asked): string | undefined;
  /** Why the service would not delete this; nothing when it would. */
  refusesToDelete?(cloud: Cloud, made: Made): string | undefined;
}

/** Something to be made, or to be changed when `before` is there. */
export interface Asked {
  type: string;
  name: string;
  inputs: Properties;
  before?: Made;
}

/** One type of resource. */
export interface Kind {
  /** The input that gets a made-up name when it, and the input for a prefix, are absent. */
  autoName?: string;
  /** Id of what is made; must be its own for ever. */
  id(asked: Asked, serial: number): string;
  /** What the service adds to the inputs. */
  outputs?(asked: Asked, id: string, cloud: Cloud): Properties;
  /** Inputs that cannot be changed in place. */
  replaceOn?: readonly string[];
  /** The same for a part of an input: whether a change of it needs a new one. */
  replaces?(before: Properties, after: Properties): boolean;
  /** Outputs that any change may change. */
  movedByUpdate?: readonly string[];
  /** Whether a create takes over what it made before, as server-side apply does: whoever was killed may say it again. */
  repeats?(asked: Asked): boolean;
  /** Outputs that the engine must encrypt. */
  secrets?: readonly string[];
}

/** As the bridge to Terraform makes names: that of the resource, and seven characters that are the same at every preview. */
export function autoName(name: string, seed: Uint8Array): string {
  return `${name}-${createHash("sha256").update(seed).digest("hex").slice(0, 7)}`;
}

export function hexOf(serial: number): string {
  return createHash("sha256").update(String(serial)).digest("hex").slice(0, 17);
}
