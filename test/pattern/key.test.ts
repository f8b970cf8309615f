import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { overlapTest } from "../../src/pattern/key.ts";
import { matchesRole } from "./verdict.ts";

describe("matchesRole, for a key", () => {
  test.each([
    ["q_proj", "model.layers.0.self_attn.q_proj", "match"],
    ["q_proj", "q_proj", "match"],
    ["q_proj", "model.eq_proj", "no match"],
    ["^lm_head", "lm_head", "match"],
    ["^lm_head", "model.lm_head", "no match"],
    ["layers.1.q_proj", "model.layers.1.q_proj", "match"],
    ["layers.1.q_proj", "model.layers.11.q_proj", "no match"],
    [".*\\.[02]\\..*", "model.layers.2.q_proj", "match"],
    ["a)|(b", "x.b", "no match"],
    ["*", "q_proj", "invalid"],
  ])("%s for %s: %s", (key, name, verdict) => {
    expect(matchesRole("key", key, name)).toBe(verdict);
  });
});

describe("overlapTest", () => {
  const overlapsOf = (first: string, second: string) => overlapTest()(first, second);

  test.each([
    ["h.1.attn.c_attn", "c_attn", true],
    ["c_attn", "h.1.attn.c_attn", true],
    ["c_attn", "c_attn", true],
    ["attn", "c_attn", false],
    ["q_proj", "v_proj", false],
    ["^h.0.q_proj", "q_proj", true],
    ["^q_proj", "h.0.q_proj", false],
    [".*self_attn.*", "q_proj", true],
    ["layers\\.\\d+\\..*", "[qv]_proj", true],
    ["(q|v)_proj", "v_proj", true],
    ["(q|v)_proj", "k_proj", false],
    ["(?>h)\\.(?P<n>\\d){2}(?=\\.).c(?(n)_)attn", "c_attn", true],
    ["[^a]_proj", "x_proj|.*", true],
    ["*", "q_proj", false],
    ["(?:", "*", false],
    ["", "a*", false],
  ])("%s and %s: %s", (first, second, overlaps) => {
    expect(overlapsOf(first, second)).toBe(overlaps);
  });

  test("is the same both ways", () => {
    const key = fc.string({ unit: fc.constantFrom("a", ".", "*", "|", "b", "\\."), maxLength: 6 });
    fc.assert(
      fc.property(key, key, (first, second) => {
        expect(overlapsOf(second, first)).toBe(overlapsOf(first, second));
      }),
    );
  });

  test("does not grow with the counts of a pattern", () => {
    expect(overlapsOf(`${"(?:".repeat(200)}a${"){9}".repeat(200)}`, "b")).toBe(false);
  });

  test("tries a thousand pairs of patterns, and names without end", () => {
    const overlaps = overlapTest();
    for (let pair = 0; pair < 999; pair++) expect(overlaps("[qk]_proj", `v_${pair}`)).toBe(false);
    expect(overlaps("[qk]_proj", "q_proj")).toBe(true);
    expect(overlaps("[qk]_proj", "q_proj")).toBe(false);
    expect(overlaps("h.0.q_proj", "q_proj")).toBe(true);
  });
});
