import { explainRank } from "peft-config/rank";
import { describe, expect, expectTypeOf, it } from "vitest";
import { rankPolicy } from "../src/policy.js";

describe("the team's rank policy", () => {
  it.each([
    [0, 4],
    [299, 4],
    [300, 16],
    [7999, 16],
    [8000, 32],
    [1_000_000, 32],
  ])("gives %i examples rank", (datasetSize, rank) => {
    expect(rankPolicy.recommend(datasetSize)).toBe(rank);
  });

  it("never exceeds what one GPU holds", () => {
    expect(Math.max(...rankPolicy.tiers.map(({ rank }) => rank))).toBe(32);
    expectTypeOf(rankPolicy.recommend).returns.toEqualTypeOf<4 | 16 | 32>();
  });

  it("explains a rank, and where the next one starts", () => {
    const { reason, neighbours, remark } = explainRank(5000, rankPolicy);
    expect(reason).toBe("What our support and sales assistants run on.");
    expect(neighbours.higher).toMatchObject({ from: 8000, rank: 32 });
    expect(remark).toBeUndefined();
  });

  it("refers anyone with too few examples to the data team", () => {
    expect(explainRank(60, rankPolicy).remark).toMatch(/data team/);
  });

  it("refuses a size that is not an integer", () => {
    expect(() => rankPolicy.recommend(12.5)).toThrow("datasetSize is 12.5 (number)");
  });
});
