import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  defaultRankPolicy,
  defineRankPolicy,
  explainRank,
  type RankPolicyInput,
  recommendRank,
} from "../src/rank.ts";

/** A policy as JavaScript may hand it over. */
const fromJavaScript = (policy: unknown) => () => defineRankPolicy(policy as RankPolicyInput);

const wrongSizes: [unknown, string][] = [
  [Number.NaN, "NaN (number)"],
  [-1, "-1 (number)"],
  [1.5, "1.5 (number)"],
  [Infinity, "Infinity (number)"],
  ["800", "800 (string)"],
  [10n, "10 (bigint)"],
  [null, "null (object)"],
  [undefined, "undefined (undefined)"],
  [true, "true (boolean)"],
  [[800], "{...} (object)"],
  [Object.create(null), "{...} (object)"],
  [Symbol("many"), "Symbol(many) (symbol)"],
];

describe("recommendRank", () => {
  test("answers the chapter's own examples", () => {
    expect([800, 3000, 15000, 50000].map(recommendRank)).toEqual([8, 16, 32, 64]);
  });

  test.each([
    [0, 8],
    [999, 8],
    [1000, 16],
    [4999, 16],
    [5000, 32],
    [19999, 32],
    [20000, 64],
    [Number.MAX_VALUE, 64],
  ])("%d examples: rank %d", (datasetSize, rank) => {
    expect(recommendRank(datasetSize)).toBe(rank);
  });

  test.each(wrongSizes)("refuses %o and says what was given", (datasetSize, given) => {
    expect(() => recommendRank(datasetSize as number)).toThrow(
      new RangeError(`datasetSize is ${given}: write the number of examples, an integer from 0`),
    );
  });

  test("never gives a lower rank for more examples", () => {
    fc.assert(
      fc.property(fc.nat(60000), fc.nat(60000), (one, more) => {
        expect(recommendRank(one + more)).toBeGreaterThanOrEqual(recommendRank(one));
      }),
    );
  });
});

describe("explainRank", () => {
  test("says the tier, the reason and the neighbours", () => {
    const lower = {
      from: 0,
      below: 1000,
      rank: 8,
      reason: "Little data: avoid overfitting; enough for surface tone and manner.",
    };
    const tier = {
      from: 1000,
      below: 5000,
      rank: 16,
      reason: "Ordinary instruction tuning: the most recommended, and stable.",
    };
    const higher = {
      from: 5000,
      below: 20000,
      rank: 32,
      reason: "Complex instructions, or new knowledge.",
    };
    expect(explainRank(3000)).toStrictEqual({
      datasetSize: 3000,
      rank: 16,
      tier,
      reason: tier.reason,
      neighbours: { lower, higher },
    });
  });

  test("has one neighbour at either end, and no end at the last", () => {
    expect(Object.keys(explainRank(0).neighbours)).toEqual(["higher"]);
    const last = explainRank(50000);
    expect(last.neighbours.lower?.rank).toBe(32);
    expect(last.neighbours).not.toHaveProperty("higher");
    expect(last.tier).toStrictEqual({
      from: 20000,
      rank: 64,
      reason: "Plenty of data, and reasoning to strengthen.",
    });
  });

  test("remarks on fewer than 500 examples, and on no more", () => {
    expect(explainRank(499).remark).toBe(
      "So few examples can overfit even at rank 8: gather more, or stop early.",
    );
    expect(explainRank(500)).not.toHaveProperty("remark");
  });

  test("is plain data, the same after JSON", () => {
    const explanation = explainRank(499);
    expect(JSON.parse(JSON.stringify(explanation))).toStrictEqual(explanation);
  });

  test("asks the policy it is given", () => {
    const policy = defineRankPolicy({ tiers: [{ rank: 4, reason: "Always four." }] });
    expect(explainRank(7, policy)).toStrictEqual({
      datasetSize: 7,
      rank: 4,
      tier: { from: 0, rank: 4, reason: "Always four." },
      reason: "Always four.",
      neighbours: {},
    });
  });

  test("refuses what recommendRank refuses", () => {
    expect(() => explainRank(-1)).toThrow(/^datasetSize is -1 \(number\)/);
  });
});

describe("defineRankPolicy", () => {
  test("says the tier in words where no reason is given", () => {
    const policy = defineRankPolicy({
      tiers: [{ below: 2000, rank: 4 }, { below: 9000, rank: 8 }, { rank: 16 }],
    });
    expect(policy.tiers.map((tier) => tier.reason)).toEqual([
      "0 to 1999 examples",
      "2000 to 8999 examples",
      "9000 or more examples",
    ]);
  });

  test("says the policy's own remark", () => {
    const { explain } = defineRankPolicy({
      tiers: [{ rank: 8 }],
      remark: { below: 10, text: "Ask for more data." },
    });
    expect(explain(9).remark).toBe("Ask for more data.");
    expect(explain(10)).not.toHaveProperty("remark");
  });

  test("keeps its tiers when the author's list changes afterwards", () => {
    const first = { below: 2000, rank: 4 };
    const policy = defineRankPolicy({ tiers: [first, { rank: 8 }] });
    first.below = 1;
    expect(policy.recommend(1000)).toBe(4);
    expect(Object.isFrozen(policy.tiers) && policy.tiers.every(Object.isFrozen)).toBe(true);
  });

  test.each<[string, unknown, string]>([
    [
      "a bound that repeats",
      [{ below: 9, rank: 4 }, { below: 9, rank: 8 }, { rank: 16 }],
      "tiers[1].below is 9 (number): write an integer above 9",
    ],
    [
      "bounds that descend",
      [{ below: 9, rank: 4 }, { below: 5, rank: 8 }, { rank: 16 }],
      "tiers[1].below is 5 (number): write an integer above 9",
    ],
    [
      "a gap: no bound before the last tier",
      [{ rank: 4 }, { rank: 8 }],
      "tiers[0].below is undefined (undefined): write an integer above 0",
    ],
    [
      "a gap: an end after the last tier",
      [
        { below: 9, rank: 4 },
        { below: 20, rank: 8 },
      ],
      "tiers[1].below is 20 (number): leave it out of the last tier",
    ],
    [
      "an endless bound",
      [{ below: Infinity, rank: 4 }],
      "tiers[0].below is Infinity (number): leave it out of the last tier",
    ],
    [
      "an empty first tier",
      [{ below: 0, rank: 4 }, { rank: 8 }],
      "tiers[0].below is 0 (number): write an integer above 0",
    ],
    [
      "a fractional bound",
      [{ below: 9.5, rank: 4 }, { rank: 8 }],
      "tiers[0].below is 9.5 (number): write an integer above 0",
    ],
    ["rank 0", [{ rank: 0 }], "tiers[0].rank is 0 (number): write an integer above 0"],
    [
      "a fractional rank",
      [{ below: 9, rank: 4 }, { rank: 8.5 }],
      "tiers[1].rank is 8.5 (number): write an integer above 0",
    ],
    ["a rank as text", [{ rank: "8" }], "tiers[0].rank is 8 (string): write an integer above 0"],
    [
      "a tier that is nothing",
      [null],
      "tiers[0].rank is undefined (undefined): write an integer above 0",
    ],
    ["no tier", [], "tiers is {...} (object): write [{ below: 1000, rank: 8 }, { rank: 16 }]"],
    ["no list", 8, "tiers is 8 (number): write [{ below: 1000, rank: 8 }, { rank: 16 }]"],
  ])("refuses %s", (_, tiers, message) => {
    expect(fromJavaScript({ tiers })).toThrow(new RangeError(message));
  });

  test.each([null, undefined, {}, []])("refuses %o, which has no tiers", (policy) => {
    expect(fromJavaScript(policy)).toThrow(/^tiers is undefined/);
  });

  const bounds = fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), { maxLength: 6 });

  test("gives every size the one tier that holds it", () => {
    fc.assert(
      fc.property(bounds, fc.nat(1200), (unsorted, datasetSize) => {
        const ends = [...unsorted].sort((one, other) => one - other);
        const { tiers, explain } = defineRankPolicy({
          tiers: [...ends.map((below, index) => ({ below, rank: index + 1 })), { rank: 99 }],
        });
        const holding = tiers.filter(
          ({ from, below = Infinity }) => from <= datasetSize && datasetSize < below,
        );
        expect(holding).toEqual([explain(datasetSize).tier]);
        expect(explain(datasetSize).rank).toBe(holding[0]?.rank);
      }),
    );
  });

  test("joins neighbours without a gap", () => {
    fc.assert(
      fc.property(fc.nat(40000), (datasetSize) => {
        const { tier, neighbours } = defaultRankPolicy.explain(datasetSize);
        expect(neighbours.lower?.below ?? 0).toBe(tier.from);
        expect(neighbours.higher?.from).toBe(tier.below);
      }),
    );
  });
});

test("peft-config/rank is one file below 1 kB gz", async () => {
  const { outputFiles, metafile } = await build({
    entryPoints: [fileURLToPath(new URL("../src/rank.ts", import.meta.url))],
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
    metafile: true,
  });
  expect(Object.keys(metafile.inputs)).toHaveLength(1);
  expect(gzipSync(outputFiles[0]?.contents ?? "").length).toBeLessThan(1000);
});
