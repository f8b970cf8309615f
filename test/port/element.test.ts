import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decode,
  type ElementType,
  elementSize,
  encode,
  isElementType,
  roundTo,
} from "../../src/port/element.ts";

const types: readonly ElementType[] = ["F32", "F16", "BF16"];

describe("a type of numbers", () => {
  it.each(types)("%s survives being read and written, every bit pattern", (dtype) => {
    if (dtype === "F32") return;
    const bits = Uint16Array.from({ length: 0x10000 }, (_, index) => index);
    const values = decode(new Uint8Array(bits.buffer), dtype);
    const again = new Uint16Array(encode(values, dtype).slice().buffer);
    const wrong = bits.filter((one, index) => again[index] !== one && !Number.isNaN(values[index]));
    expect([...wrong]).toEqual([]);
    expect(Number.isNaN(decode(encode(Float32Array.of(Number.NaN), dtype), dtype)[0])).toBe(true);
  });

  it.each(types)("%s rounds to the nearest value", (dtype) => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, min: -60000, max: 60000 }), (value) => {
        const stored = roundTo(value, dtype);
        const unit = dtype === "F32" ? 0 : dtype === "F16" ? 2 ** -11 : 2 ** -8;
        expect(Math.abs(stored - value)).toBeLessThanOrEqual(Math.abs(value) * unit + 2 ** -25);
      }),
    );
  });

  it.each([
    ["F16", 65519, 65504],
    ["F16", 65520, Infinity],
    ["F16", 2 ** -25, 0],
    ["F16", 3 * 2 ** -25, 2 ** -23],
    ["F16", 1 + 2 ** -11, 1],
    ["F16", 1 + 3 * 2 ** -11, 1 + 2 ** -9],
    ["BF16", 1 + 2 ** -8, 1],
    ["BF16", 1 + 3 * 2 ** -8, 1 + 2 ** -6],
    ["BF16", 3.4e38, Infinity],
  ] as const)("%s holds %d as %d", (dtype, value, stored) => {
    expect(roundTo(value, dtype)).toBe(stored);
  });

  it("is known by its name in a file", () => {
    expect(["F32", "F16", "BF16", "F64", "I8"].filter(isElementType)).toEqual(types);
    expect(types.map(elementSize)).toEqual([4, 2, 2]);
  });
});
