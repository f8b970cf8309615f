import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byCodePoint } from "../../src/config/order.ts";
import { pythonFloat, pythonNumber } from "../../src/peft/float.ts";
import { pythonJson } from "../../src/peft/json.ts";
import { PyFloat } from "../../src/peft/value.ts";

describe("pythonFloat", () => {
  it.each([
    [0, "0.0"],
    [-0, "-0.0"],
    [1, "1.0"],
    [0.1, "0.1"],
    [1e-4, "0.0001"],
    [1e-5, "1e-05"],
    [1.5e-7, "1.5e-07"],
    [5e-324, "5e-324"],
    [100000, "100000.0"],
    [123456789012345680, "1.2345678901234568e+17"],
    [1e15, "1000000000000000.0"],
    [1e16, "1e+16"],
    [1e21, "1e+21"],
    [1.7976931348623157e308, "1.7976931348623157e+308"],
    [Number.NaN, "NaN"],
    [Number.POSITIVE_INFINITY, "Infinity"],
    [Number.NEGATIVE_INFINITY, "-Infinity"],
  ])("writes %d as Python does", (value, text) => {
    expect(pythonFloat(value)).toBe(text);
  });

  it("reads back as the same number", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(pythonFloat(value))).toBe(value);
      }),
    );
  });
});

describe("pythonNumber", () => {
  it("takes a whole number for an int while it is exact", () => {
    expect(pythonNumber(16)).toBe("16");
    expect(pythonNumber(-3)).toBe("-3");
    expect(pythonNumber(2 ** 53 - 1)).toBe("9007199254740991");
    expect(pythonNumber(2 ** 53)).toBe("9007199254740992.0");
    expect(pythonNumber(-0)).toBe("-0.0");
    expect(pythonNumber(0.5)).toBe("0.5");
  });
});

describe("pythonJson", () => {
  it("indents by two, sorts the keys at every level, and ends without a newline", () => {
    const value = { b: [1, new PyFloat(2)], a: { z: null, y: true }, empty: [], none: {} };
    expect(pythonJson(value)).toBe(`{
  "a": {
    "y": true,
    "z": null
  },
  "b": [
    1,
    2.0
  ],
  "empty": [],
  "none": {}
}`);
  });

  it("escapes what is not ASCII, and DEL", () => {
    expect(pythonJson("é😀\u007f/\n\u2028")).toBe(String.raw`"\u00e9\ud83d\ude00\u007f/\n\u2028"`);
  });

  it("is JSON that reads back", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(pythonJson(value as never))).toEqual(value);
      }),
    );
  });
});

describe("byCodePoint", () => {
  it("sorts U+FFFD before what lies beyond U+FFFF, as Python does and JavaScript does not", () => {
    const texts = ["\u{10000}", "\ufffd", "a", "", "ab"];
    expect(texts.toSorted(byCodePoint)).toEqual(["", "a", "ab", "\ufffd", "\u{10000}"]);
    expect(texts.toSorted()).not.toEqual(texts.toSorted(byCodePoint));
  });

  it("agrees with the order of the code points", () => {
    const points = (text: string) => [...text].map((character) => character.codePointAt(0) ?? 0);
    const compared = (a: readonly number[], b: readonly number[]): number => {
      const at = a.findIndex((point, index) => point !== b[index]);
      return at < 0 ? a.length - b.length : b[at] === undefined ? 1 : (a[at] ?? 0) - b[at];
    };
    const text = fc.string({ unit: "grapheme" });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(byCodePoint(a, b))).toBe(Math.sign(compared(points(a), points(b))));
      }),
    );
  });
});
