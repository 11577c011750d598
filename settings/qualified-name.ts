/**
 * Keys and values of labels, taints and node selectors.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 */
const name = /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;
const domain = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

/** What is wrong with a key such as `example.com/team`, or undefined. */
export function keyFault(key: string): string | undefined {
  const parts = key.split("/");
  if (parts.length > 2) return "more than one slash";
  const [last = "", prefix] = [...parts].reverse();
  if (last.length > 63) return `a name of ${last.length} characters`;
  if (!name.test(last)) return `the name ${JSON.stringify(last)}`;
  if (prefix === undefined) return undefined;
  return prefix.length <= 253 && domain.test(prefix)
    ? undefined
    : `the prefix ${JSON.stringify(prefix)}`;
}

/** What is wrong with a value, or undefined. */
export function valueFault(value: string): string | undefined {
  if (value.length > 63) return `${value.length} characters`;
  return value === "" || name.test(value) ? undefined : JSON.stringify(value);
}

/** The part of a key before the slash. */
export function keyPrefix(key: string): string {
  return key.includes("/") ? key.slice(0, key.indexOf("/")) : "";
}
