/** Objects that passed the door, by identity: a component that gets one need not check it again. */
const settled = new WeakSet<object>();

/** Freezes plain data all the way down and remembers every part of it as settled. Outputs are left alone. */
export function freeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || settled.has(value)) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  const isPlain = prototype === Object.prototype || prototype === null || Array.isArray(value);
  if (!isPlain) return value;
  settled.add(value);
  Object.values(value).forEach(freeze);
  return Object.freeze(value);
}

/** Whether the door returned this very object, or a part of it. */
export function isSettled(value: object): boolean {
  return settled.has(value);
}
