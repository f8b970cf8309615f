import { describe, expect, test } from "vitest";
import { Reader } from "../../src/pattern/reader.ts";
import { faultOf } from "./fault.ts";

describe("a reader", () => {
  test("hands out characters, and backslashes with theirs", () => {
    const reader = new Reader("a\\d😀");
    expect([reader.take(), reader.take(), reader.take(), reader.take()]).toEqual([
      "a",
      "\\d",
      "😀",
      "",
    ]);
  });

  test("shows the coming token, and counts in code points", () => {
    const reader = new Reader("😀b");
    expect(reader.next).toBe("😀");
    reader.take();
    expect(reader).toMatchObject({ next: "b", position: 1 });
    reader.take();
    expect(reader).toMatchObject({ next: "", position: 2 });
  });

  test("looks at the coming text of a kind, or takes it", () => {
    const reader = new Reader("12a");
    expect(reader.peek(/\d+/y)).toBe("12");
    expect(reader.peek(/a/y)).toBe("");
    expect(reader.take(/\d+/y)).toBe("12");
    expect(reader).toMatchObject({ next: "a", position: 2 });
  });

  test("skips a token only if it comes", () => {
    const reader = new Reader("ab");
    expect(reader.skip("b")).toBe(false);
    expect(reader.skip("a")).toBe(true);
    expect(reader.next).toBe("b");
  });

  test("takes everything up to a token, or to the end", () => {
    const reader = new Reader("a\\)b)c");
    expect(reader.takeUntil(")")).toBe("a\\)b");
    expect(reader.next).toBe(")");
    expect(reader.takeUntil("x")).toBe(")c");
  });

  test("takes a name and the sign that ends it", () => {
    const reader = new Reader("n>q");
    expect(reader.takeName(">")).toEqual({ text: "n", position: 0 });
    expect(reader.next).toBe("q");
  });

  test.each([
    [">q", "missing group name", 0],
    ["", "missing group name", 0],
    ["nq", "missing >, unterminated name", 0],
  ])("refuses %j as a name: %s", (source, message, position) => {
    expect(faultOf(() => new Reader(source).takeName(">"))).toEqual([message, position]);
  });

  test("refuses a backslash at the end as soon as it comes", () => {
    const reader = new Reader("ab\\");
    reader.take();
    expect(faultOf(() => reader.take())).toEqual(["bad escape (end of pattern)", 2]);
  });
});
