import { expect, test } from "vitest";
import { fileRules, quoted } from "../../src/file/finding.ts";

test("each rule has a code of its own, in kebab case, and says where it is known from", () => {
  const codes = fileRules.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  for (const { code, summary, source } of fileRules) {
    expect(code).toMatch(/^(file|json)(-[a-z0-9]+)+$/);
    expect(summary).not.toBe("");
    expect(source).not.toBe("");
  }
});

test("a quoted text is short, and can do nothing to a terminal", () => {
  expect(quoted("r")).toBe('"r"');
  expect(quoted("\u001b[31m")).toBe('"\\u001b[31m"');
  expect(quoted("k".repeat(41))).toBe(`"${"k".repeat(39)}…"`);
});
