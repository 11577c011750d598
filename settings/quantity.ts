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

/** Units from small to large, each a thousand or 1,024 of the one before. */
const decimalUnits = ["m", "", "k", "M", "G", "T"];
const binaryUnits = ["", "Ki", "Mi", "Gi", "Ti"];

/**
 * The form in which the API server stores a quantity: the largest unit without a fraction, `0.5` as `500m` and `1024Mi` as `1Gi`.
 * Another form would be a difference between what is written and what is there, which looks as if somebody had changed it.
 * What is smaller than the smallest unit stays as it is.
 */
export function canonicalQuantity(text: string): string {
  const isBinary = text.endsWith("i");
  const units = isBinary ? binaryUnits : decimalUnits;
  const step = isBinary ? 1024 : 1000;
  const smallest = Number((quantity(text) * (isBinary ? 1 : 1000)).toPrecision(15));
  if (!Number.isSafeInteger(smallest)) return text;
  if (smallest === 0) return "0";
  let count = smallest;
  let unit = 0;
  while (count % step === 0 && unit < units.length - 1) {
    count /= step;
    unit += 1;
  }
  return `${count}${units[unit] ?? ""}`;
}
