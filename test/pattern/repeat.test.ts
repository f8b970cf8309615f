import { describe, expect, test } from "vitest";
import { set } from "../../src/pattern/expression.ts";
import { Reader } from "../../src/pattern/reader.ts";
import { possessive, readQuantifier, repeat } from "../../src/pattern/repeat.ts";
import { faultOf } from "./fault.ts";

/** Reads the quantifier that a source starts with, and what is left. */
function read(source: string) {
  const reader = new Reader(source);
  return { range: readQuantifier(reader, reader.take()), next: reader.next };
}

describe("readQuantifier", () => {
  test.each([
    ["?a", [0, 1], "a"],
    ["*a", [0, Infinity], "a"],
    ["+a", [1, Infinity], "a"],
    ["{2}a", [2, 2], "a"],
    ["{2,}a", [2, Infinity], "a"],
    ["{,2}a", [0, 2], "a"],
    ["{,}a", [0, Infinity], "a"],
    ["{1,3}?", [1, 3], "?"],
  ])("reads %s", (source, range, next) => {
    expect(read(source)).toEqual({ range, next });
  });

  test.each([
    ["a", ""],
    ["{", ""],
    ["{}", "}"],
    ["{a}", "a"],
    ["{1", "1"],
  ])("leaves %s alone", (source, next) => {
    expect(read(source)).toEqual({ range: undefined, next });
  });

  test.each([
    ["{3,2}", "min repeat greater than max repeat", 1],
    ["{4294967295}", "the repetition number is too large", undefined],
    ["{0,4294967295}", "the repetition number is too large", undefined],
  ])("refuses %s: %s", (source, message, position) => {
    expect(faultOf(() => read(source))).toEqual([message, position]);
  });
});

describe("a repeated item", () => {
  const memory = () => ({ registers: [], slots: {}, stores: 0 });
  const letter = set([[0x61]], "");

  test.each([
    [0, 1, [0, 1], ""],
    [2, 3, [2, 3], "aa"],
    [1, Infinity, [1, Infinity], "a"],
    [0, 0, [0, 0], ""],
  ])(
    "from %i to %f has a width, an example, and refuses to be repeated",
    (min, max, width, example) => {
      const item = repeat(letter, [min, max], false, memory());
      expect(item).toMatchObject({ width, refusal: "multiple repeat" });
      expect(item.example()).toBe(example);
      expect(possessive(letter, [min, max], memory())).toMatchObject({ width });
    },
  );

  test("of no width has none, however often", () => {
    const nothing = repeat(letter, [0, 0], false, memory());
    expect(repeat(nothing, [0, Infinity], false, memory()).width).toEqual([0, 0]);
  });

  test("has an example of 200 characters at most", () => {
    expect(repeat(letter, [999, 999], false, memory()).example()).toHaveLength(200);
  });
});
