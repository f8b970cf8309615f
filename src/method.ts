import { freeze } from "./build/build.ts";
import { loraConfig } from "./build/lora-config.ts";
import type { Documented, LoraConfigInput, ValidRecommended } from "./config/input.ts";
import { valueText } from "./config/shape.ts";
import type { LoraConfig } from "./config/types.ts";
import { defaultRankPolicy, type RankPolicy } from "./rank.ts";
import { type Serving, type ServingLimit, servingLimits } from "./serving.ts";

/** The four techniques. */
export type Method = "lora" | "dora" | "adalora" | "selected-layers";

/** What the choice of a method depends on. */
export interface MethodNeed {
  /**
   * What matters most: `"start"`, a first result; `"quality"`; `"parameter-economy"`, few
   * parameters; `"retention"`, that the model keeps what it knows.
   */
  readonly priority: "start" | "quality" | "parameter-economy" | "retention";
  /**
   * How the adapter is served: merged into the model, or as it is by an engine, whose id is one of
   * those of `peft-config/engines`. Default: `"merged"`.
   */
  readonly serving?: Serving;
  /** Whether the number of optimiser steps is known before training. Default: true. */
  readonly totalStepKnown?: boolean;
}

/** A statement and its source. */
export interface Evidence {
  readonly statement: string;
  readonly source: string;
}

/** A recommended method with what speaks for and against it, as plain data. */
export interface MethodAdvice {
  readonly method: Method;
  /** The function that builds its config. */
  readonly builder: "loraConfig" | "doraConfig" | "adaLoraConfig" | "selectiveLoraConfig";
  readonly reasons: readonly Evidence[];
  /** What speaks against it, measured where someone has measured. */
  readonly counterEvidence: readonly Evidence[];
  /** What it needs to work. */
  readonly requirements: readonly Evidence[];
  /** The method that the priority asks for, if the rest of the need excludes it. */
  readonly ruledOut: readonly (Evidence & { readonly method: Method })[];
}

/** A row of the chapter's closing table, with PEFT's own measurements beside it. */
type Choice = Omit<MethodAdvice, "ruledOut">;

const chapter = "course chapter on advanced LoRA techniques";
const comparison = "PEFT method_comparison/MetaMathQA, July 2026";
const benchmark = `${comparison}: Llama-3.2-3B, q_proj and v_proj, one NVIDIA L40S`;

const needsTotalStep: Evidence = {
  statement: "Without totalStep, the number of steps, PEFT's constructor raises ValueError.",
  source: "peft/tuners/adalora/config.py AdaLoraConfig.__post_init__",
};

const choices: Readonly<Record<MethodNeed["priority"], Choice>> = {
  start: {
    method: "lora",
    builder: "loraConfig",
    reasons: [
      { statement: "The most basic and proven: start here.", source: chapter },
      {
        statement:
          "At r = 32 it reached 47.8 % in 942 s: no worse than DoRA and AdaLoRA, and cheaper.",
        source: benchmark,
      },
    ],
    counterEvidence: [
      { statement: "It tends to move a weight's direction, not its magnitude.", source: chapter },
      { statement: "At r = 64 useRslora reached 51.3 %, plain LoRA 47.4 %.", source: benchmark },
    ],
    requirements: [],
  },
  quality: {
    method: "dora",
    builder: "doraConfig",
    reasons: [
      {
        statement: "Learning magnitude and direction apart comes closer to full fine-tuning.",
        source: chapter,
      },
      { statement: "Stable at ranks 4 and 8; no overhead once merged.", source: chapter },
    ],
    counterEvidence: [
      {
        statement:
          "At r = 32 it took 1.26 times as long as LoRA (1191 s against 942 s) and 2 GiB more (22.85 against 20.76) without gain: 46.9 % against 47.8 %.",
        source: benchmark,
      },
      {
        statement:
          "Not merged, inference takes 139 % longer than LoRA; with DoraCaching 17 %, and 41 % more memory.",
        source: "PEFT docs, lora_variant_dora.md: Llama-3.1-8B",
      },
    ],
    requirements: [],
  },
  "parameter-economy": {
    method: "adalora",
    builder: "adaLoraConfig",
    reasons: [
      {
        statement: "Training gives important layers more rank, and others less.",
        source: chapter,
      },
    ],
    counterEvidence: [
      {
        statement:
          "At targetR = 32 it reached 37 %, LoRA at r = 32 47.8 %; loraAlpha = 8 at initR = 64 and no taskType weakened it.",
        source: benchmark,
      },
      {
        statement:
          "It trains 18.4 million parameters, LoRA 9.2 million; only the saved file has the lower ranks.",
        source: benchmark,
      },
    ],
    requirements: [
      needsTotalStep,
      {
        statement:
          "No rank changes unless the loop calls model.base_model.update_and_allocate(step) after each backward pass: Trainer does not.",
        source: "peft/tuners/adalora/model.py update_and_allocate",
      },
    ],
  },
  retention: {
    method: "selected-layers",
    builder: "selectiveLoraConfig",
    reasons: [
      {
        statement:
          "Lower layers hold general language, upper ones the task: training only these keeps what the model knows.",
        source: chapter,
      },
    ],
    counterEvidence: [
      { statement: "Not measured: the benchmark selects no layers.", source: comparison },
    ],
    requirements: [
      {
        statement: "The model's number of layers: PEFT silently ignores layers beyond it.",
        source: "peft/tuners/tuners_utils.py check_target_module_exists",
      },
    ],
  },
};

/** What the way of serving does with a method, if it is not what PEFT does. */
function limitOf(serving: Serving, method: Method): ServingLimit | undefined {
  const limits: Partial<Record<Method, ServingLimit>> = rowOf(servingLimits, "serving", serving);
  return limits[method];
}

const mergedAdvice = "Merged into its base model the adapter can be served anywhere.";

/** A limit as evidence. */
const evidenceOf = ({ statement, source }: ServingLimit): Evidence => ({
  statement: `${statement} ${mergedAdvice}`,
  source,
});

/**
 * The method for what matters most, with the evidence for and against it.
 *
 * @param need The priority, and what may exclude a method.
 * @returns Plain data. Where the need excludes the method that its priority asks for, that stands in
 * `ruledOut` and the method is `"lora"`. What an engine does with a method comes from the tables of
 * `peft-config/engines`, at the newest release that they know; what speaks against LoRA too, or is not
 * known of a method, is in `counterEvidence`.
 * @throws {RangeError} if the priority or the way of serving is none of those known.
 *
 * @example
 * ```ts
 * const advice = recommendMethod({ priority: "quality" });
 * advice.method; // "dora"
 * advice.counterEvidence[0]?.source; // "PEFT method_comparison/MetaMathQA, …"
 * recommendMethod({ priority: "quality", serving: "vllm" }).method; // "lora"
 * ```
 */
export function recommendMethod(need: MethodNeed): MethodAdvice {
  const wanted = rowOf(choices, "priority", need?.priority);
  const serving = need.serving ?? "merged";
  const limit = limitOf(serving, wanted.method);
  const against = [
    limit && limit.effect !== "unknown" ? evidenceOf(limit) : undefined,
    need.totalStepKnown === false && wanted.method === "adalora" ? needsTotalStep : undefined,
  ].filter((evidence) => evidence !== undefined);
  const isRuledOut = against.length > 0 && wanted !== choices.start;
  const choice = isRuledOut ? choices.start : wanted;
  // Nothing is plainer than LoRA: what an engine does with it, or what nobody knows, counts against it.
  const rest = limitOf(serving, choice.method);
  return freeze({
    ...choice,
    counterEvidence: [...choice.counterEvidence, ...(rest ? [evidenceOf(rest)] : [])],
    ruledOut: isRuledOut ? against.map((evidence) => ({ method: wanted.method, ...evidence })) : [],
  });
}

/** The row of a table, or a RangeError that names the rows there are. */
function rowOf<Row>(table: Readonly<Record<string, Row>>, name: string, key: unknown): Row {
  const row = Object.entries(table).find(([each]) => each === key);
  if (row !== undefined) return row[1];
  const keys = Object.keys(table).map(valueText).join(", ");
  throw new RangeError(`${name} is ${valueText(key)}: write one of ${keys}`);
}

/**
 * What a recommended config is made from: the size of the dataset, and any fields of one's own. It is
 * a DoRA config, so what DoRA excludes needs `useDora: false` beside it.
 */
export interface RecommendConfigInput extends LoraConfigInput {
  /** Number of training examples, a non-negative integer. */
  readonly datasetSize: number;
  /** Who chooses the rank. Default: `defaultRankPolicy`. */
  readonly rankPolicy?: RankPolicy | undefined;
}

/** The chapter's rule of thumb, but for the rank and its alpha. */
const ruleOfThumb = {
  loraDropout: 0.05,
  bias: "none",
  taskType: "CAUSAL_LM",
  useDora: true,
  targetModules: ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"],
} as const satisfies LoraConfigInput;

/**
 * The course chapter's rule of thumb as a complete config: DoRA on all seven projections, the rank by
 * the size of the dataset, alpha twice the rank, dropout 0.05.
 *
 * @param input `datasetSize`, a `rankPolicy` if not the default, and any field of `loraConfig`, which
 * then replaces the recommended value. With another `r`, alpha is twice that, unless it is given too.
 * @returns Deeply readonly plain data, as from `doraConfig`.
 * @throws {RangeError} if `datasetSize` is not a non-negative integer.
 * @throws {PeftConfigError} if a field is wrong, or if one that DoRA excludes (`loraBias`, another
 * variant) comes without `useDora: false`.
 *
 * @example
 * ```ts
 * const config = recommendConfig({ datasetSize: 3000 });
 * [config.r, config.loraAlpha, config.useDora]; // [16, 32, true]
 * recommendConfig({ datasetSize: 3000, useDora: false, r: 8 }).loraAlpha; // 16
 * ```
 */
export function recommendConfig<const Input extends ValidRecommended<Input, RecommendConfigInput>>(
  input: Input & Documented<RecommendConfigInput>,
): LoraConfig {
  const fields: RecommendConfigInput = Object(input);
  const { datasetSize, rankPolicy = defaultRankPolicy, ...overrides } = fields;
  const recommended = rankPolicy.recommend(datasetSize);
  const { r = recommended } = overrides;
  const given: LoraConfigInput = Object.fromEntries(
    Object.entries(overrides).filter(([, value]) => value !== undefined),
  );
  return loraConfig({
    ...ruleOfThumb,
    r,
    loraAlpha: 2 * (r > 0 ? r : recommended),
    ...given,
  });
}
