import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readJson } from "../../src/file/json.ts";
import { type FileLayout, layoutOf, lineIndent } from "../../src/file/layout.ts";
import { writtenObject } from "./texts.ts";

const python: FileLayout = {
  indent: "",
  comma: ", ",
  colon: ": ",
  newline: "\n",
  finalNewline: false,
  sortedKeys: true,
};

function layout(text: string): FileLayout | null {
  const { value } = readJson(text);
  return value && layoutOf(text, value);
}

describe("layoutOf", () => {
  test.each<[string, Partial<FileLayout>]>([
    ["{}", {}],
    ["8", {}],
    ['{"a": 1, "b": 2}', {}],
    ['{"a":1,"b":2}\n', { comma: ",", colon: ":", finalNewline: true }],
    ['{"a" : 1}', { colon: " : " }],
    ['{"a":\n1}', {}],
    ['{\n  "a": 1\n}', { indent: "  " }],
    ['{\r\n    "a": 1\r\n}\r\n', { indent: "    ", newline: "\r\n", finalNewline: true }],
    ['{\r\t"a": 1\r}', { indent: "\t", newline: "\r" }],
    ['  {\n    "a": 1\n  }', { indent: "  " }],
    ['    {\n  "a": 1\n}', { indent: "  " }],
    ['[\n  {\n    "a":1\n  }\n]', { indent: "  ", comma: ",", colon: ":" }],
    ["[\n 1]", { indent: " " }],
    ['{"b": 1, "a": 2}', { sortedKeys: false }],
    ['{"a": 1, "a": 2}', { sortedKeys: true }],
    ['{"B": 1, "a": 2}', { sortedKeys: true }],
    ['{"\uffff": 1, "😀": 2}', { sortedKeys: true }],
    ['{"😀": 1, "\uffff": 2}', { sortedKeys: false }],
  ])("%j", (text, expected) => {
    expect(layout(text)).toEqual({ ...python, ...expected });
  });

  test("is enough to write a text again that JSON.stringify wrote", () => {
    fc.assert(
      fc.property(writtenObject, ({ text, value }) => {
        fc.pre(Object.keys(value as object).length > 0);
        const { indent, newline, finalNewline } = layout(text) ?? python;
        const again = JSON.stringify(value, null, indent) + (finalNewline ? "\n" : "");
        expect(again.replaceAll("\n", newline)).toBe(text);
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
