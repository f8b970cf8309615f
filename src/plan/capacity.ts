import type { Plan } from "./plan-types.ts";

/** How much there is to learn. */
export type TrainingData =
  /** Tokens that the loss is computed on. */
  | { readonly tokens: number }
  /** Examples, with the tokens of an answer. Default: 200. */
  | { readonly examples: number; readonly tokensPerExample?: number }
  /** Episodes of reinforcement learning. */
  | { readonly episodes: number };

/** One way of choosing a rank, and what it says here. */
export interface CapacityView {
  /** A name for the family of advice. */
  readonly family: "capacity" | "parameters-per-token" | "sample-ladder" | "practice";
  /** Parameters that the view asks for; null where it speaks of ranks only. */
  readonly parameters: number | null;
  /** The rank at which this plan's targets have them; not rounded, and not below the view's floor. */
  readonly rank: number;
  readonly formula: string;
  readonly source: string;
  /** Who says otherwise, and what. */
  readonly opponent: string;
}

/** The bits of some data against the bits of an adapter. */
export interface Capacity {
  /** Tokens that the data supervises; null for episodes. */
  readonly tokens: number | null;
  /** Bits that the data can teach. */
  readonly dataBits: number;
  /** Bits that the adapter can hold: two for each trained parameter of it. */
  readonly adapterBits: number;
  /** Trained parameters for each rank, with these targets. */
  readonly parametersPerRank: number;
  /** The rank of most modules in the plan. */
  readonly rank: number;
  /** Whether the adapter holds the data. */
  readonly holds: boolean;
  readonly formula: readonly string[];
  readonly views: readonly CapacityView[];
}

const BITS_PER_PARAMETER = 2;
const BITS_PER_TOKEN = 1;
const TOKENS_PER_EXAMPLE = 200;

/** Ranks by the number of examples, as a ladder that is found in code has them. */
const ladder: readonly (readonly [most: number, rank: number])[] = [
  [2_000, 8],
  [6_000, 16],
  [20_000, 32],
  [50_000, 48],
  [Infinity, 64],
];

/**
 * Whether the adapter of a plan is large enough for some data, with the arithmetic, and what four
 * families of advice make of it. They disagree, and each is named with its source and an opponent.
 *
 * @example
 * ```ts
 * explainCapacity(plan, { tokens: 10_000_000 }).views.map(({ family, rank }) => [family, rank]);
 * // [["capacity", …], …]
 * ```
 * @see https://thinkingmachines.ai/blog/lora/
 */
export function explainCapacity(plan: Plan, data: TrainingData): Capacity {
  const adaptations = [...plan.modules, ...plan.parameters];
  const parameters = adaptations.reduce((sum, one) => sum + one.parameters, 0);
  const rank = commonRank(plan);
  // Other ranks, of patterns and of fused experts, grow with it.
  const perRank = rank === 0 ? 0 : parameters / rank;
  const tokens = tokensOf(data);
  const dataBits = "episodes" in data ? data.episodes : (tokens ?? 0) * BITS_PER_TOKEN;
  const adapterBits = parameters * BITS_PER_PARAMETER;
  const what = "episodes" in data ? "episodes × 1 bit" : "tokens × 1 bit";
  return {
    tokens,
    dataBits,
    adapterBits,
    parametersPerRank: perRank,
    rank,
    holds: adapterBits >= dataBits,
    formula: [
      `data: ${"episodes" in data ? data.episodes : tokens} ${what} = ${dataBits} bits`,
      `adapter: ${parameters} parameters × ${BITS_PER_PARAMETER} bits = ${adapterBits} bits`,
    ],
    views: views(data, tokens, dataBits, perRank),
  };
}

/** The rank of most adaptations. */
function commonRank({ modules, parameters }: Plan): number {
  const counts = new Map<number, number>();
  for (const { rank } of [...modules, ...parameters]) counts.set(rank, (counts.get(rank) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

function tokensOf(data: TrainingData): number | null {
  if ("tokens" in data) return data.tokens;
  if ("examples" in data) return data.examples * (data.tokensPerExample ?? TOKENS_PER_EXAMPLE);
  return null;
}

function views(
  data: TrainingData,
  tokens: number | null,
  bits: number,
  perRank: number,
): readonly CapacityView[] {
  const needed = bits / BITS_PER_PARAMETER;
  const found: CapacityView[] = [
    {
      family: "capacity",
      parameters: needed,
      rank: needed / perRank,
      formula: `${bits} bits / ${BITS_PER_PARAMETER} bits per parameter / ${perRank} parameters per rank`,
      source: "LoRA Without Regret (Thinking Machines, 2025); Allen-Zhu and Li, arXiv 2404.05405",
      opponent: "Raschka found rank 256 best for 50,000 examples, far above this bound.",
    },
  ];
  if (tokens !== null) {
    found.push({
      family: "parameters-per-token",
      parameters: tokens,
      rank: tokens / perRank,
      formula: `${tokens} parameters, one for each token / ${perRank} parameters per rank`,
      source: "Tinker's documentation: parameters of the adapter at least the tokens of answers",
      opponent: "The bound on capacity asks for half of it.",
    });
  }
  if ("examples" in data) {
    const { examples } = data;
    const [, rank] = ladder.find(([most]) => examples <= most) ?? [0, 64];
    found.push({
      family: "sample-ladder",
      parameters: null,
      rank,
      formula: `${examples} examples: at most 2,000 give 8, 6,000 give 16, 20,000 give 32, 50,000 give 48, more give 64`,
      source: "ladders in open-source trainers; no paper",
      opponent: "It ignores the model, the targets and the length of an example.",
    });
  }
  found.push({
    family: "practice",
    parameters: null,
    rank: 16,
    formula: "16 or 32, whatever the data",
    source: "Unsloth's guide, LLaMA-Factory, QLoRA's scripts",
    opponent: "LoRA Learns Less and Forgets Less asks for ranks up to 256 and more.",
  });
  return found;
}
