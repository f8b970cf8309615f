/**
 * How a LoRA rank is chosen from the size of the dataset. This file imports nothing: it is the entry
 * point `peft-config/rank`, which a dashboard or a test can load without the rest of the library.
 */

/** A tier in a policy's input that ends at `below`. */
export interface BoundedRankTier<Rank extends number = number> {
  /** The first number of examples that is too many for this tier: an integer above the tier before. */
  readonly below: number;
  /** The rank, a positive integer. */
  readonly rank: Rank;
  /** Why this rank. Default: the tier in words, "1000 to 4999 examples". */
  readonly reason?: string;
}

/** The last tier in a policy's input: it has no end. */
export interface OpenRankTier<Rank extends number = number> {
  readonly below?: never;
  /** The rank, a positive integer. */
  readonly rank: Rank;
  /** Why this rank. Default: the tier in words, "20000 or more examples". */
  readonly reason?: string;
}

/** A tier in a policy's input. */
export type RankTierInput<Rank extends number = number> =
  | BoundedRankTier<Rank>
  | OpenRankTier<Rank>;

/** The input of a rank policy: its tiers, from few examples to many. */
export interface RankPolicyInput<Rank extends number = number> {
  /** Ascending tiers. Each begins where the one before ends, the first at 0, and the last has no end. */
  readonly tiers: readonly [...BoundedRankTier<Rank>[], OpenRankTier<Rank>];
  /** `explain` adds it for fewer examples than `below`. */
  readonly remark?: { readonly below: number; readonly text: string };
}

/** A tier of a checked policy: the rank for `from` examples and more, but fewer than `below`. */
export interface RankTier<Rank extends number = number> {
  readonly from: number;
  /** Absent in the last tier, which has no end. */
  readonly below?: number;
  readonly rank: Rank;
  readonly reason: string;
}

/** Why a policy gives the rank it gives, as plain data. */
export interface RankExplanation<Rank extends number = number> {
  readonly datasetSize: number;
  readonly rank: Rank;
  /** The tier that the dataset falls into. */
  readonly tier: RankTier<Rank>;
  /** The tier's reason. */
  readonly reason: string;
  /** The tiers on either side, with their bounds: how far the next rank is. */
  readonly neighbours: { readonly lower?: RankTier<Rank>; readonly higher?: RankTier<Rank> };
  /** What else someone with so few examples should know. */
  readonly remark?: string;
}

/** A checked rank policy. Its two functions need no `this`: `sizes.map(policy.recommend)` works. */
export interface RankPolicy<Rank extends number = number> {
  readonly tiers: readonly RankTier<Rank>[];
  /**
   * The rank for a number of training examples.
   * @throws {RangeError} if `datasetSize` is not a non-negative integer.
   */
  readonly recommend: (datasetSize: number) => Rank;
  /**
   * The rank with its tier, reason and neighbours.
   * @throws {RangeError} if `datasetSize` is not a non-negative integer.
   */
  readonly explain: (datasetSize: number) => RankExplanation<Rank>;
}

/** The ranks of the default policy. */
export type RecommendedRank = 8 | 16 | 32 | 64;

/**
 * Makes a team's own rank policy from tiers, and checks them: bounds ascend, ranks are positive
 * integers, no number of examples is left without a rank.
 *
 * @param policy The tiers, from few examples to many; the last has no `below`.
 * @returns The policy; its ranks are typed as the literals that were written.
 * @throws {RangeError} if there are no tiers or one is wrong; the message names it and what to
 * write.
 *
 * @example
 * ```ts
 * const policy = defineRankPolicy({ tiers: [{ below: 2000, rank: 4 }, { rank: 16 }] });
 * policy.recommend(1999); // 4, and its type is 4 | 16
 * policy.explain(2000).reason; // "2000 or more examples"
 * ```
 */
export function defineRankPolicy<const Rank extends number>(
  policy: RankPolicyInput<Rank>,
): RankPolicy<Rank> {
  const tiers = checkedTiers<Rank>(policy?.tiers);
  const { remark } = policy;
  const explain = (datasetSize: number): RankExplanation<Rank> => {
    if (!isAbove(-1, datasetSize)) {
      throw wrong("datasetSize", datasetSize, "write the number of examples, an integer from 0");
    }
    const index = tiers.findIndex(({ below = Infinity }) => datasetSize < below);
    const tier = tiers[index] as RankTier<Rank>;
    const lower = tiers[index - 1];
    const higher = tiers[index + 1];
    const { rank, reason } = tier;
    return {
      datasetSize,
      rank,
      tier,
      reason,
      neighbours: { ...(lower && { lower }), ...(higher && { higher }) },
      ...(remark && datasetSize < remark.below && { remark: remark.text }),
    };
  };
  return Object.freeze({ tiers, explain, recommend: (size: number) => explain(size).rank });
}

/** The tiers with where each begins; throws about the first that is wrong. */
function checkedTiers<Rank extends number>(
  tiers: readonly RankTierInput<Rank>[],
): readonly RankTier<Rank>[] {
  if (!Array.isArray(tiers) || !tiers.length) {
    throw wrong("tiers", tiers, "write [{ below: 1000, rank: 8 }, { rank: 16 }]");
  }
  let from = 0;
  const checked = tiers.map((tier: RankTierInput<Rank>, index) => {
    const { below, rank, reason } = tier ?? {};
    const where = `tiers[${index}].`;
    if (!isAbove(0, rank)) throw wrong(`${where}rank`, rank, "write an integer above 0");
    if (index < tiers.length - 1) {
      if (!isAbove(from, below))
        throw wrong(`${where}below`, below, `write an integer above ${from}`);
    } else if (below !== undefined) {
      throw wrong(`${where}below`, below, "leave it out of the last tier");
    }
    const range = below ? `${from} to ${below - 1}` : `${from} or more`;
    const bounds = { from, ...(below && { below }) };
    from = below ?? from;
    return Object.freeze({ ...bounds, rank, reason: reason ?? `${range} examples` });
  });
  return Object.freeze(checked);
}

/** True for the integers above a limit, and no other value. */
function isAbove(limit: number, value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > limit;
}

/** The error about a value: where it is, what it is, what to write. */
function wrong(where: string, value: unknown, advice: string): RangeError {
  const given = Object(value) === value ? "{...}" : String(value);
  return new RangeError(`${where} is ${given} (${typeof value}): ${advice}`);
}

/**
 * The policy of the course chapter: below 1000 examples rank 8, below 5000 rank 16, below 20000
 * rank 32, from there on 64.
 *
 * @example
 * ```ts
 * [800, 3000, 15000, 50000].map(defaultRankPolicy.recommend); // [8, 16, 32, 64]
 * ```
 */
export const defaultRankPolicy: RankPolicy<RecommendedRank> = /* @__PURE__ */ defineRankPolicy({
  tiers: [
    {
      below: 1000,
      rank: 8,
      reason: "Little data: avoid overfitting; enough for surface tone and manner.",
    },
    {
      below: 5000,
      rank: 16,
      reason: "Ordinary instruction tuning: the most recommended, and stable.",
    },
    {
      below: 20000,
      rank: 32,
      reason: "Complex instructions, or new knowledge.",
    },
    { rank: 64, reason: "Plenty of data, and reasoning to strengthen." },
  ],
  remark: {
    below: 500,
    text: "So few examples can overfit even at rank 8: gather more, or stop early.",
  },
});

/**
 * The rank to start from for a number of training examples, by `defaultRankPolicy`.
 *
 * @param datasetSize Number of training examples, a non-negative integer.
 * @returns 8 below 1000 examples, 16 below 5000, 32 below 20000, else 64.
 * @throws {RangeError} if `datasetSize` is anything else; the message names what was given.
 *
 * @example
 * ```ts
 * recommendRank(3000); // 16
 * ```
 */
export function recommendRank(datasetSize: number): RecommendedRank {
  return defaultRankPolicy.recommend(datasetSize);
}

/**
 * Why a number of training examples gets its rank: the tier, its reason, its neighbours.
 *
 * @param datasetSize Number of training examples, a non-negative integer.
 * @param policy Whose tiers. Default: `defaultRankPolicy`.
 * @returns Plain data; `remark` is there below 500 examples (or the policy's own limit).
 * @throws {RangeError} if `datasetSize` is not a non-negative integer.
 *
 * @example
 * ```ts
 * const { rank, tier, neighbours } = explainRank(3000);
 * [rank, tier.from, tier.below, neighbours.higher?.rank]; // [16, 1000, 5000, 32]
 * ```
 */
export function explainRank(datasetSize: number): RankExplanation<RecommendedRank>;
export function explainRank<Rank extends number>(
  datasetSize: number,
  policy: RankPolicy<Rank>,
): RankExplanation<Rank>;
export function explainRank(
  datasetSize: number,
  policy: RankPolicy = defaultRankPolicy,
): RankExplanation {
  return policy.explain(datasetSize);
}
