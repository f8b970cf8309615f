import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advance, isComplete, matchesName, startMatching } from "../../../src/cli/input/glob.ts";

function matches(pattern: string, path: string): boolean {
  const parts = pattern.split("/");
  const end = path
    .split("/")
    .reduce((progress, name) => advance(parts, progress, name), startMatching(parts));
  return isComplete(parts, end);
}

describe("a pattern for one name", () => {
  for (const [part, name, expected] of [
    ["*", "a.json", true],
    ["*.json", "a.json", true],
    ["*.json", "a.jsonl", false],
    ["a*b*c", "aXbXbXc", true],
    ["a*b*c", "aXcXb", false],
    ["?.json", "a.json", true],
    ["?.json", "ab.json", false],
    ["?", "😀", true],
    ["*", ".hidden", false],
    [".*", ".hidden", true],
    ["a.b", "aXb", false],
    ["", "", true],
    ["(a+)+$", "(a+)+$", true],
  ] as const) {
    it(`${part} ${expected ? "matches" : "does not match"} ${name}`, () => {
      expect(matchesName(part, name)).toBe(expected);
    });
  }

  it("matches what its wildcards were put in for", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 6 });
    fc.assert(
      fc.property(letters, letters, letters, (a, b, c) => {
        expect(matchesName(`${a}*${c}`, a + b + c)).toBe(true);
        expect(matchesName(`${a}${"?".repeat(b.length)}${c}`, a + b + c)).toBe(true);
      }),
    );
  });

  it("takes no time over a hostile pattern", () => {
    const started = performance.now();
    expect(matchesName(`${"a*".repeat(50)}b`, "a".repeat(5000))).toBe(false);
    expect(matches(`${"**/*/".repeat(20)}b`, `${"a/".repeat(200)}c`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe("a pattern for a path", () => {
  for (const [pattern, path, expected] of [
    ["runs/*/adapter_config.json", "runs/1/adapter_config.json", true],
    ["runs/*/adapter_config.json", "runs/1/2/adapter_config.json", false],
    ["**/a.json", "a.json", true],
    ["**/a.json", "x/y/a.json", true],
    ["**/a.json", "x/.y/a.json", false],
    ["x/**/y/**/a.json", "x/y/y/a.json", true],
    ["x/**/y/**/a.json", "x/z/a.json", false],
    ["*.json", "x/a.json", false],
    ["a", "a/b", false],
  ] as const) {
    it(`${pattern} ${expected ? "matches" : "does not match"} ${path}`, () => {
      expect(matches(pattern, path)).toBe(expected);
    });
  }
});
