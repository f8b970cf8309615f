import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readJson } from "../../src/file/decoder.ts";
import { type Layout, layoutOf, lineIndent } from "../../src/file/layout.ts";
import { writtenObject } from "./texts.ts";

const python: Omit<Layout, "text"> = {
  indent: "",
  comma: ", ",
  colon: ": ",
  newline: "\n",
  sortedKeys: true,
};

function layout(text: string): Layout {
  const { value } = readJson(text);
  if (value?.kind !== "object") throw new Error(`no object: ${text}`);
  return layoutOf(text, value);
}

describe("layoutOf", () => {
  test.each<[string, Partial<Layout>]>([
    ["{}", {}],
    ['{"a": 1, "b": 2}', {}],
    ['{"a":1,"b":2}\n', { comma: ",", colon: ":" }],
    ['{"a" : 1}', { colon: " : " }],
    ['{"a":\n1}', {}],
    ['{\n  "a": 1\n}', { indent: "  " }],
    ['{\r\n    "a": 1\r\n}\r\n', { indent: "    ", newline: "\r\n" }],
    ['{\r\t"a": 1\r}', { indent: "\t", newline: "\r" }],
    ['  {\n    "a": 1\n  }', { indent: "  " }],
    ['    {\n  "a": 1\n}', { indent: "  " }],
    ['{\n "a":[]}', { indent: " ", comma: ",", colon: ":" }],
    ['{"b": 1, "a": 2}', { sortedKeys: false }],
    ['{"a": 1, "a": 2}', { sortedKeys: true }],
    ['{"B": 1, "a": 2}', { sortedKeys: true }],
    ['{"\uffff": 1, "😀": 2}', { sortedKeys: true }],
    ['{"😀": 1, "\uffff": 2}', { sortedKeys: false }],
  ])("%j", (text, expected) => {
    expect(layout(text)).toEqual({ ...python, ...expected, text });
  });

  test("is enough to write a text again that JSON.stringify wrote", () => {
    fc.assert(
      fc.property(writtenObject, ({ text, value }) => {
        fc.pre(Object.keys(value as object).length > 0);
        const { indent, newline } = layout(text);
        const again = JSON.stringify(value, null, indent).replaceAll("\n", newline);
        expect(again).toBe(text.trimEnd());
      }),
    );
  });
});

describe("lineIndent", () => {
  test.each([
    ["  x", 2, "  "],
    ["x\n\t y", 4, "\t "],
    ["x\r  y\n", 5, "  "],
    ["", 0, ""],
  ])("of %j at %i", (text, offset, indent) => {
    expect(lineIndent(text, offset)).toBe(indent);
  });
});
