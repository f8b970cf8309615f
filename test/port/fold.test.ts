import { describe, expect, it } from "vitest";
import { decode, encode } from "../../src/port/element.ts";
import { foldRows } from "../../src/port/fold.ts";
import type { TensorOperation } from "../../src/port/operation.ts";

const operation: TensorOperation = {
  from: "b",
  to: "b",
  dtype: "F32",
  shape: [2, 2],
  padded: [2, 3],
  scale: 0.5,
  columns: null,
};

const fold = (
  values: readonly number[],
  changes: Partial<TensorOperation>,
  columns: number[] = [],
) => {
  const each = { ...operation, ...changes };
  const { bytes, rounding } = foldRows(
    encode(Float32Array.from(values), each.dtype),
    each,
    columns,
  );
  return { values: [...decode(bytes, each.dtype)], rounding };
};

describe("foldRows", () => {
  it("multiplies, and pads each row with zeros", () => {
    expect(fold([1, 2, 3, 4], {})).toEqual({ values: [0.5, 1, 0, 1.5, 2, 0], rounding: 0 });
  });

  it("multiplies each column by its own factor", () => {
    expect(fold([1, 2, 3, 4], {}, [2, 10]).values).toEqual([1, 10, 0, 3, 20, 0]);
  });

  it("pads the second dimension of a convolution", () => {
    const shapes = { shape: [1, 2, 1, 2], padded: [1, 3, 1, 2] };
    expect(fold([1, 2, 3, 4], shapes, [2, 10]).values).toEqual([1, 2, 15, 20, 0, 0]);
  });

  it("measures what rounding changes", () => {
    const { rounding } = fold([1, 1, 1, 1], { dtype: "BF16", scale: 1 / 3 });
    expect(rounding).toBeGreaterThan(1e-3);
    expect(rounding).toBeLessThanOrEqual(2 ** -8);
    expect(fold([60000, 1, 1, 1], { dtype: "F16", scale: 4 }).rounding).toBe(Infinity);
    expect(fold([Number.NaN, 1, 1, 1], {}).rounding).toBe(0);
  });
});
