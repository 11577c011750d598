/** The largest value of every `factor` neighbours, so that no peak is lost; the last group may be smaller. */
export function peaks(values: Float32Array, factor: number): Float32Array {
  return grouped(values, factor, (group) => group.reduce((most, value) => Math.max(most, value)));
}

/** The mean of every `factor` neighbours, for what is added up over time. */
export function means(values: Float32Array, factor: number): Float32Array {
  return grouped(
    values,
    factor,
    (group) => group.reduce((sum, value) => sum + value, 0) / group.length,
  );
}

function grouped(
  values: Float32Array,
  factor: number,
  one: (group: Float32Array) => number,
): Float32Array {
  return Float32Array.from({ length: Math.ceil(values.length / factor) }, (_, i) =>
    one(values.subarray(i * factor, (i + 1) * factor)),
  );
}
