/** Key and value by which the SDK marks a secret on the wire. */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** What stands in place of a secret. */
export const mask = "[secret]";

/**
 * Stands for a value that is only known while deploying, or that nobody may read. The door takes whatever can be awaited
 * for a wire: it may be placed, not read.
 */
export const deferred: object = Object.freeze({ then: () => undefined });

/** Whether a value is wrapped as a secret, in the clear or encrypted. */
export function isSecret(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    (value as Record<string, unknown>)[signatureKey] === secretSignature
  );
}

/** Copy of `value` with every secret masked: what the SDK marked, and the data of Kubernetes Secrets. */
export function masked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== "object" || value === null) return value;
  const object = value as Record<string, unknown>;
  if (isSecret(object)) return mask;
  const isKubernetesSecret = object.kind === "Secret" && object.apiVersion === "v1";
  return Object.fromEntries(
    Object.entries(object).map(([key, child]) => [
      key,
      isKubernetesSecret && (key === "data" || key === "stringData")
        ? maskedValues(child)
        : masked(child),
    ]),
  );
}

/** Copy of `value` with `deferred` in place of what the SDK marked as a secret. */
export function unread(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unread);
  if (typeof value !== "object" || value === null) return value;
  if (isSecret(value)) return deferred;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, unread(child)]));
}

/** Keeps the keys, because they say what an application will find. */
function maskedValues(data: unknown): unknown {
  if (typeof data !== "object" || data === null || signatureKey in data) {
    const inner = (data as { value?: unknown } | null)?.value;
    return typeof inner === "object" && inner !== null ? maskedValues(inner) : mask;
  }
  return Object.fromEntries(Object.keys(data).map((key) => [key, mask]));
}
