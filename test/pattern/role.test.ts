import { describe, expect, test } from "vitest";
import { parseRole, patternError } from "../../src/pattern/role.ts";
import { captureIndex, matchesRole } from "./verdict.ts";

describe("matchesRole", () => {
  test.each([
    ["target", ".*\\.(q|v)_proj", "h.0.q_proj", "match"],
    ["target", "q_proj", "h.0.q_proj", "no match"],
    ["target", "*_proj", "h.0.q_proj", "invalid"],
    ["key", "q_proj", "h.0.q_proj", "match"],
    ["key", "q_proj|v_proj", "h.0.v_proj", "match"],
    ["key", "proj", "h.0.q_proj", "no match"],
    ["key", "h.0", "h.0.q_proj", "no match"],
    ["key", "(?i)q_proj", "h.0.q_proj", "invalid"],
    ["saved", "lm_head", "model.lm_head.dense", "match"],
    ["saved", "lm", "model.lm_head", "no match"],
    ["layers", "h", "h.0.q_proj", "match"],
    ["layers", "h", "h.q_proj", "no match"],
    ["target", "\\N{LATIN SMALL LETTER A}", "a", "undecided"],
  ] as const)("%s %s, %s: %s", (role, text, name, verdict) => {
    expect(matchesRole(role, text, name)).toBe(verdict);
  });
});

describe("patternError", () => {
  test("says what Python would say, and where in the text", () => {
    expect(patternError("target", "*_proj")).toBe("nothing to repeat at position 0");
    expect(patternError("key", "q_*+*")).toBe("multiple repeat at position 4");
    expect(patternError("key", "(?i)q_proj")).toBe(
      "global flags not at the start of the expression at position 0",
    );
  });

  test("gives no position where the fault is outside the text", () => {
    expect(patternError("key", "q_proj(")).toBe("missing ), unterminated subpattern");
    expect(patternError("key", "q_proj)")).toBe("unbalanced parenthesis");
    expect(patternError("target", "(?<=q*)")).toBe("look-behind requires fixed-width pattern");
  });

  test("lets pass what only becomes a pattern where it is pasted", () => {
    expect(patternError("target", "*.q_proj")).toBe("nothing to repeat at position 0");
    expect(patternError("saved", "*.q_proj")).toBeUndefined();
    expect(patternError("key", "q_proj)|(v_proj")).toBeUndefined();
  });

  test("is silent where it cannot tell", () => {
    expect(patternError("target", "\\N{LATIN SMALL LETTER A}")).toBeUndefined();
  });
});

test("the layers role captures the layer's index", () => {
  const parsed = parseRole("layers", "layers|h");
  const indexIn = (name: string) => (parsed.ok ? captureIndex(parsed, name) : parsed);
  expect(indexIn("h.12.attn")).toEqual({ verdict: "match", text: "12" });
  // Unescaped and ungrouped, the first alternative ends before the index.
  expect(indexIn("model.layers.12.attn")).toEqual({ verdict: "match", text: undefined });
});
