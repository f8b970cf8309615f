import { describe, expect, it } from "vitest";
import { loraConfig } from "../../src/build/lora-config.ts";
import { isReadDifferently, mayStartName, mixesKeys } from "../../src/peft/lookup.ts";

describe("isReadDifferently", () => {
  it.each([
    "q_proj|v_proj",
    "|q_proj",
    "(q)|(v)",
    "^lm_head",
    "(^model).layers",
    "\\Amodel",
    "[a|b]|c",
    "[]|]|c",
    "[^]^]^",
    "\\[|b",
  ])("is true of %s", (key) => {
    expect(isReadDifferently(key)).toBe(true);
  });

  it.each([
    "q_proj",
    "model.layers.1.self_attn.q_proj",
    "(q|v)_proj",
    "((q)|v)_proj",
    "[^l].*_proj",
    "[|^]",
    "[]|^]",
    "[\\]|^]",
    "\\^\\|",
    "[\\A]",
    "",
    "[",
    "\\",
  ])("is false of %s", (key) => {
    expect(isReadDifferently(key)).toBe(false);
  });

  it("takes time in proportion to the key", () => {
    expect(isReadDifferently("[".repeat(1_000_000))).toBe(false);
  });
});

describe("mayStartName", () => {
  it("is true of patterns that may begin with the first part of a name", () => {
    expect(mayStartName("model\\.layers\\.1\\..*")).toBe(true);
    expect(mayStartName(".*\\.q_proj")).toBe(false);
    expect(mayStartName("model.layers.1.q_proj")).toBe(false);
    expect(mayStartName("(q|v)_proj")).toBe(false);
  });
});

describe("mixesKeys", () => {
  const of = (rankPattern: Record<string, number>, alphaPattern: Record<string, number>) =>
    mixesKeys(loraConfig({ rankPattern, alphaPattern }));

  it("is true if a module may have another key in each dict", () => {
    expect(of({ q_proj: 4 }, { "layers.1.self_attn.q_proj": 32 })).toBe(true);
    expect(of({ "(q|v)_proj": 4 }, { v_proj: 32 })).toBe(true);
  });

  it("is false of one key in both, of keys apart, and of one dict", () => {
    expect(of({ q_proj: 4 }, { q_proj: 32 })).toBe(false);
    expect(of({ q_proj: 4 }, { v_proj: 32 })).toBe(false);
    expect(of({ "(q|k)_proj": 4 }, { v_proj: 32 })).toBe(false);
    expect(of({ q_proj: 4 }, {})).toBe(false);
  });
});
