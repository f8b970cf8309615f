import { decode, encode, roundTo, smallestNormal } from "./element.ts";
import type { TensorOperation } from "./operation.ts";

/** Rows after an operation, and the largest part of a value that rounding changed. */
export interface FoldedRows {
  readonly bytes: Uint8Array;
  readonly rounding: number;
}

/**
 * Multiplies whole rows of a tensor, pads each with zeros, and measures what rounding to the type does:
 * 0 where every value is exact, 0.002 where one is off by 0.2 %, Infinity where one is too large.
 *
 * @param bytes Rows of the tensor, in little-endian order.
 * @param operation What is done with it.
 * @param columns A factor for each column; empty without one.
 * @example
 * ```ts
 * const operation = { from: "b", to: "b", dtype: "F32", shape: [1, 2], padded: [1, 3], scale: 2, columns: null } as const;
 * const { bytes } = foldRows(new Uint8Array(new Float32Array([1, 2]).buffer), operation, []);
 * [...new Float32Array(bytes.buffer)]; // [2, 4, 0]
 * ```
 */
export function foldRows(
  bytes: Uint8Array,
  { dtype, shape, padded, scale }: TensorOperation,
  columns: ArrayLike<number>,
): FoldedRows {
  const values = decode(bytes, dtype);
  const [old, wide] = [lengthOf(shape), lengthOf(padded)];
  const inner = old / (shape[1] ?? 1);
  const rows = old === 0 ? 0 : values.length / old;
  const factors = Float64Array.from({ length: old }, (_, index) => {
    return scale * (columns.length === 0 ? 1 : (columns[Math.floor(index / inner)] ?? 1));
  });
  const least = smallestNormal(dtype);
  const result = new Float32Array(rows * wide);
  let rounding = 0;
  for (let row = 0; row < rows; row++) {
    for (let index = 0; index < old; index++) {
      const exact = (values[row * old + index] as number) * (factors[index] as number);
      const stored = roundTo(exact, dtype);
      result[row * wide + index] = stored;
      if (stored === exact || Number.isNaN(exact)) continue;
      const part = Math.abs(stored - exact) / Math.max(Math.abs(exact), least);
      if (part > rounding) rounding = part;
    }
  }
  return { bytes: encode(result, dtype), rounding };
}

/** How many values a row has. */
const lengthOf = ([, ...sizes]: readonly number[]): number =>
  sizes.reduce((product, size) => product * size, 1);
