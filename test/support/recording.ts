import type { PlannedOptions, PlannedResource } from "../../plan/recording-monitor";

/** What a made-up resource is; the rest follows. */
export interface MadeUp {
  type: string;
  name: string;
  parent?: string;
  inputs?: Record<string, unknown>;
  dependsOn?: string[];
  options?: Partial<PlannedOptions>;
}

/** A recording made by hand: every reference is a name, every URN is `urn:<name>`. */
export function recording(...resources: MadeUp[]): PlannedResource[] {
  const urn = (name: string): string => `urn:${name}`;
  return resources.map(({ type, name, parent, inputs = {}, dependsOn = [], options = {} }) => ({
    type,
    name,
    urn: urn(name),
    parent: parent === undefined ? "" : urn(parent),
    inputs,
    options: { dependsOn: dependsOn.map(urn), ...options },
  }));
}
