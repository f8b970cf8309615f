import { expect, test } from "vitest";
import { fileRules } from "../../src/file/finding.ts";

test("each rule has a code of its own, in kebab case, and says where it is known from", () => {
  const codes = fileRules.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  for (const { code, summary, source } of fileRules) {
    expect(code).toMatch(/^(file|json)(-[a-z0-9]+)+$/);
    expect(summary).not.toBe("");
    expect(source).not.toBe("");
  }
});
