import { describe, expect, it } from "vitest";
import { firstKey } from "../../src/port/first-key.ts";

const name = "model.layers.1.self_attn.q_proj";

describe("firstKey", () => {
  it.each([
    [["q_proj"], "q_proj"],
    [["self.attn.q_proj"], "self.attn.q_proj"],
    [["model.layers.1.self_attn.q_proj"], name],
    [["proj", "attn.q_proj"], undefined],
    [["x.model.layers.1.self_attn.q_proj"], undefined],
    [["v_proj", ".*layers.1.*", "q_proj"], ".*layers.1.*"],
    [["layers\\.\\d+\\..*(q|v)_proj"], "layers\\.\\d+\\..*(q|v)_proj"],
    [["^q_proj"], undefined],
    [[], undefined],
  ])("of %j is %j", (keys, found) => {
    expect(firstKey(keys)(name)).toBe(found);
  });

  it("throws where the answer is not certain", () => {
    expect(() => firstKey(["(q_proj"])("q_proj")).toThrow(RangeError);
    expect(() => firstKey(["(a?){400}x"])("a".repeat(400))).toThrow(RangeError);
  });
});
