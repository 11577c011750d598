/** Kubernetes quantities. https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
const suffixes: Readonly<Record<string, number>> = {
  "": 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** The number that a quantity stands for: bytes for memory, cores for CPU. NaN when it is none. */
export function quantity(text: string): number {
  const [, digits, suffix] = /^([0-9]+(?:\.[0-9]+)?)(m|k|M|G|T|Ki|Mi|Gi|Ti)?$/.exec(text) ?? [];
  return digits === undefined ? NaN : Number(digits) * (suffixes[suffix ?? ""] as number);
}

/** Millicores of a CPU quantity, rounded up as Kubernetes does. */
export function milliCpu(text: string): number {
  return Math.ceil(Number((quantity(text) * 1000).toFixed(6)));
}

/** MiB of a memory quantity, with fractions. */
export function mebibytes(text: string): number {
  return quantity(text) / 2 ** 20;
}
