import fc, { type Arbitrary } from "fast-check";

/** As many different values as asked for, always the same ones for a seed. */
export function distinct<Value>(
  arbitrary: Arbitrary<Value>,
  count: number,
  seed: number,
  first: readonly Value[] = [],
): Value[] {
  const found = new Map(first.map((value) => [fc.stringify(value), value]));
  for (let round = 0; found.size < count; round++) {
    for (const value of fc.sample(arbitrary, { numRuns: count, seed: seed + round })) {
      if (found.size < count) found.set(fc.stringify(value), value);
    }
  }
  return [...found.values()];
}
