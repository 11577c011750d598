/** The namespace that all names share, and the names without it; undefined when they have none in common. */
export function sharedNamespace(names: readonly string[]): string | undefined {
  const first = names[0];
  const end = first?.indexOf("/") ?? -1;
  if (first === undefined || end < 1) return undefined;
  return names.every((name) => name.startsWith(first.slice(0, end + 1)))
    ? first.slice(0, end)
    : undefined;
}

/** A name without the namespace that goes without saying. */
export function shortName(name: string, namespace: string | undefined): string {
  return namespace === undefined ? name : name.slice(namespace.length + 1);
}
