import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { excerpt } from "../../src/file/excerpt.ts";

/** Shows the part of a text that stands between ‹ and ›. */
function marked(text: string): string[] {
  const offset = text.indexOf("‹");
  const length = text.indexOf("›") - offset - 1;
  return excerpt(text.replace("‹", "").replace("›", ""), offset, length);
}

describe("excerpt", () => {
  test("puts carets under a place, with the number of its line", () => {
    expect(marked('{\n  "r": ‹08›,\n  "bias": "none"\n}')).toEqual([
      '2 |   "r": 08,',
      "  |        ^^",
    ]);
  });

  test("makes room for the number", () => {
    expect(marked(`${"\n".repeat(99)}‹x›`)).toEqual(["100 | x", "    | ^"]);
  });

  test("marks a place without length, at the end of the text", () => {
    expect(marked('{"r": 8‹›')).toEqual(['1 | {"r": 8', "  |        ^"]);
    expect(marked("‹›")).toEqual(["1 |", "  | ^"]);
    expect(excerpt("ab", 99, 5)).toEqual(["1 | ab", "  |   ^"]);
  });

  test("marks a place of several lines to the end of its first", () => {
    expect(marked("[\r\n 1, ‹[2,\r\n3]›]")).toEqual(["2 |  1, [2,", "  |     ^^^"]);
  });

  test("keeps carets in place behind tabs, wide letters and accents", () => {
    expect(marked("\t‹x›")).toEqual(["1 |     x", "  |     ^"]);
    expect(marked("模型: ‹x›")).toEqual(["1 | 模型: x", "  |       ^"]);
    expect(marked("😀‹👍›")).toEqual(["1 | 😀👍", "  |   ^^"]);
    expect(marked("e\u0301‹x›")).toEqual(["1 | e\u0301x", "  |  ^"]);
  });

  test("lets nothing through that a terminal would obey", () => {
    expect(marked("‹\u001b›[31m\0\u009b\u202e\u2028\ud800.")).toEqual([
      "1 | ␛[31m␀\ufffd\ufffd\ufffd\ufffd.",
      "  | ^",
    ]);
  });

  test("cuts a long line around the place", () => {
    const [line, carets] = marked(`${"a".repeat(100)}‹${"b".repeat(5)}›${"c".repeat(100)}`);
    expect(line).toBe(`1 | …${"a".repeat(40)}bbbbb${"c".repeat(50)}…`);
    expect(carets).toBe(`  | ${" ".repeat(41)}^^^^^`);
  });

  test("cuts a long place", () => {
    expect(marked(`‹${"b".repeat(500)}›`)).toEqual([
      `1 | ${"b".repeat(95)}…`,
      `  | ${"^".repeat(95)}`,
    ]);
  });

  test("cuts no character in two", () => {
    const [line] = marked(`${"😀".repeat(100)}x‹y›${"😀".repeat(400)}`);
    expect(line).not.toMatch(/[\ud800-\udfff](?![\ud800-\udfff])|\ufffd/u);
  });

  test("is quick in a line of 10 MB", () => {
    const text = "x".repeat(10_000_000);
    const start = performance.now();
    expect(excerpt(text, 9_000_000, 100_000)[1]).toHaveLength(4 + 41 + 55);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  test("is two lines of bounded length for any text and place", () => {
    const unit = fc.constantFrom("a", "\n", "\r", "\t", "模", "😀", "\ud83d", "\u0301", "\u001b");
    fc.assert(
      fc.property(
        fc.string({ unit, maxLength: 300 }),
        fc.nat(300),
        fc.nat(99),
        (text, at, length) => {
          const [line = "", carets = "", ...rest] = excerpt(text, at, length);
          expect(rest).toEqual([]);
          expect(line).not.toMatch(/\p{Cc}/u);
          expect(carets).toMatch(/^ +\| *\^+$/);
          expect(carets.length).toBeLessThan(110);
        },
      ),
    );
  });
});
