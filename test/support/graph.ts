import type { PlannedResource } from "../../plan/recording-monitor";

/** URN -> URNs that must exist before it, and are deleted after it. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * What the engine orders by: parents, `dependsOn` (given, or implied by an output that is an input elsewhere), explicit
 * providers, `deletedWith`. A component in `dependsOn` stands for the resources under it, which the SDK already names; a
 * `dependsOn` of a component holds for its children, because each of them depends on its parent.
 */
export function dependencyGraph(resources: readonly PlannedResource[]): Graph {
  const providers = new Map(
    resources
      .filter(({ type }) => type.startsWith("pulumi:providers:"))
      .map(({ name, urn }) => [name, urn]),
  );
  const children = new Map<string, PlannedResource[]>();
  for (const resource of resources) {
    const siblings = children.get(resource.parent) ?? [];
    children.set(resource.parent, [...siblings, resource]);
  }
  return new Map(
    resources.map((resource) => {
      const { dependsOn, provider, deletedWith } = resource.options;
      const before = new Set(dependsOn.flatMap((urn) => [urn, ...beneath(urn, children)]));
      if (resource.parent !== "") before.add(resource.parent);
      const providerUrn = provider === undefined ? undefined : providers.get(provider);
      if (providerUrn !== undefined) before.add(providerUrn);
      if (deletedWith !== undefined) before.add(deletedWith);
      return [resource.urn, before];
    }),
  );
}

/** Everything that `urn` depends on, directly or not. */
export function reached(graph: Graph, urn: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [urn];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const before of graph.get(next) ?? []) {
      if (!seen.has(before)) {
        seen.add(before);
        open.push(before);
      }
    }
  }
  return seen;
}

/** URNs on some cycle. */
export function onCycles(graph: Graph): string[] {
  return [...graph.keys()].filter((urn) => reached(graph, urn).has(urn));
}

function beneath(urn: string, children: Map<string, PlannedResource[]>): string[] {
  return (children.get(urn) ?? []).flatMap((child) => [child.urn, ...beneath(child.urn, children)]);
}
