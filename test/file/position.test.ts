import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { positionAt, trackPositions } from "../../src/file/position.ts";

describe("positionAt", () => {
  test.each([
    ["", 0, 1, 1, 0],
    ["ab", 2, 1, 3, 2],
    ["a\nb", 1, 1, 2, 1],
    ["a\nb", 2, 2, 1, 2],
    ["a\r\nb", 3, 2, 1, 2],
    ["a\r\nb", 2, 1, 2, 1],
    ["a\rb", 2, 2, 1, 2],
    ["a\n\rb", 3, 3, 1, 3],
    ["😀x", 2, 1, 2, 1],
    ["😀x", 1, 1, 1, 0],
    ["\ud83dx", 1, 1, 2, 1],
    ["ab", 99, 1, 3, 2],
  ])("%j at %i is line %i, column %i, char %i", (text, offset, line, column, char) => {
    expect(positionAt(text, offset)).toEqual({ line, column, char });
  });
});

describe("trackPositions", () => {
  test("answers the same in any order", () => {
    const unit = fc.constantFrom("a", "\n", "\r", "😀", "\ud83d");
    fc.assert(
      fc.property(fc.string({ unit }), fc.array(fc.nat({ max: 12 })), (text, offsets) => {
        const at = trackPositions(text);
        for (const offset of offsets) expect(at(offset)).toEqual(positionAt(text, offset));
      }),
    );
  });

  test("counts as Python does: lines in text mode, characters by code point", () => {
    const unit = fc.constantFrom("a", "\n", "\r\n", "\r", "😀");
    fc.assert(
      fc.property(fc.string({ unit }), fc.string({ unit }), (before, after) => {
        fc.pre(!(before.endsWith("\r") && after.startsWith("\n")));
        const seen = [...before.replaceAll(/\r\n?/g, "\n")];
        const lines = seen.join("").split("\n");
        expect(positionAt(before + after, before.length)).toEqual({
          line: lines.length,
          column: [...(lines.at(-1) ?? "")].length + 1,
          char: seen.length,
        });
      }),
    );
  });
});
