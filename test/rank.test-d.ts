import { expectTypeOf, test } from "vitest";
import {
  defaultRankPolicy,
  defineRankPolicy,
  explainRank,
  type RankPolicy,
  type RecommendedRank,
  recommendRank,
} from "../src/rank.ts";

test("the default policy's ranks are literals", () => {
  expectTypeOf(recommendRank).toEqualTypeOf<(datasetSize: number) => 8 | 16 | 32 | 64>();
  expectTypeOf(explainRank(800).rank).toEqualTypeOf<RecommendedRank>();
  expectTypeOf(defaultRankPolicy).toEqualTypeOf<RankPolicy<8 | 16 | 32 | 64>>();
});

test("a policy's ranks are the literals that were written", () => {
  const policy = defineRankPolicy({ tiers: [{ below: 2000, rank: 4 }, { rank: 16 }] });
  expectTypeOf(policy.recommend(1)).toEqualTypeOf<4 | 16>();
  expectTypeOf(policy.explain(1).neighbours.higher?.rank).toEqualTypeOf<4 | 16 | undefined>();
  expectTypeOf(explainRank(1, policy).tier.rank).toEqualTypeOf<4 | 16>();
});

test("a policy serves where any policy is asked for", () => {
  expectTypeOf(defaultRankPolicy).toExtend<RankPolicy>();
});

test("every tier but the last has a bound, and the last has none", () => {
  defineRankPolicy({ tiers: [{ rank: 8 }] });
  // @ts-expect-error a policy without a tier
  expectTypeOf(() => defineRankPolicy({ tiers: [] })).toBeFunction();
  // @ts-expect-error the first tier has no bound
  expectTypeOf(() => defineRankPolicy({ tiers: [{ rank: 8 }, { rank: 16 }] })).toBeFunction();
  // @ts-expect-error the last tier ends
  expectTypeOf(() => defineRankPolicy({ tiers: [{ below: 9, rank: 8 }] })).toBeFunction();
});

test("a number of examples is a number", () => {
  recommendRank(800);
  // @ts-expect-error text is not converted
  expectTypeOf(() => recommendRank("800")).toBeFunction();
});

test("tiers cannot be changed", () => {
  // @ts-expect-error tiers are read only
  defaultRankPolicy.tiers[0] = { from: 0, rank: 8, reason: "" };
});
