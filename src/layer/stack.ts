import { isPlainObject, valueText } from "../config/shape.ts";
import { PeftConfigError } from "../finding/error.ts";
import { commonListNames, knownListNames, uncounted } from "./architecture.ts";
import { refuse } from "./finding.ts";
import { type MatchingPart, matchingParts } from "./matching.ts";
import { listNamesOf, modelTypeOf, type Part, textPart } from "./part.ts";
import { type Side, type Stack, sideHint, stacksOf } from "./sides.ts";
import { totalInstead } from "./total.ts";

/** What a model's config.json says of its layers. */
export interface LayerStack {
  /** `model_type` of the config: `"gpt_oss"`; empty if it has none. */
  readonly modelType: string;
  /** How many layers the stack has, so that they are numbered 0 to `total` - 1. */
  readonly total: number;
  /** Where the number stands: `"text_config.num_hidden_layers"`. */
  readonly source: string;
  /**
   * Name of the module list that counts the layers, for `layersPattern`: `"layers"`, `"h"`,
   * `"block"`. Several where releases of transformers differ, or where the config does not tell;
   * PEFT takes the first that matches. In a model without a head (AutoModel) the list may stand at
   * the root, where PEFT up to 0.20 finds no layers, with or without a pattern.
   */
  readonly pattern: string | readonly string[];
  /** Which side of an encoder-decoder model this is; null for other models. */
  readonly stack: Side | null;
  /** True for a mixture of experts. Without a pattern, PEFT up to 0.19 takes its expert for the layer. */
  readonly moe: boolean;
  /** Other parts of the model whose layers PEFT adapts too, for they have the same list name and number. */
  readonly alsoMatches: readonly MatchingPart[];
}

/** Which stack of layers is meant. */
export interface LayerStackOptions {
  /** The side of an encoder-decoder model. Default: the decoder, if both have as many layers. */
  readonly stack?: Side | undefined;
}

/**
 * How many layers a model has, and what their list is called, from the model's own config.json.
 * Of a model that also sees or hears it is the language model's layers; vision and audio towers are
 * not counted. A number that a nested config leaves out is the default of transformers.
 *
 * PEFT applies the selected numbers wherever the pattern matches, so to the encoder as well as the
 * decoder, and to a vision tower that calls its list the same: `alsoMatches` names those.
 *
 * @param modelConfig The parsed config.json of a model on the Hugging Face Hub.
 * @returns Plain data.
 * @throws {PeftConfigError} If it is no config, says no number of layers or two, or if encoder and
 * decoder differ in length and `stack` does not say which is meant.
 * @example
 * ```ts
 * const stack = layerStack({ model_type: "gpt_oss", num_hidden_layers: 24, num_local_experts: 32 });
 * stack.total; // 24
 * stack.pattern; // "layers"
 * ```
 * @see peft/tuners/tuners_utils.py check_target_module_exists; transformers/configuration_utils.py
 */
export function layerStack(modelConfig: unknown, options: LayerStackOptions = {}): LayerStack {
  let what = `model is ${valueText(modelConfig)}`;
  try {
    if (isPlainObject(modelConfig)) return read({ prefix: "", config: modelConfig }, options.stack);
  } catch (error) {
    if (error instanceof PeftConfigError) throw error;
    what = "Reading model threw an exception";
  }
  return refuse(
    "model-config-invalid",
    ["model"],
    `${what}, but must be the object in a model's config.json.`,
    "Pass the parsed config.json.",
  );
}

function read(root: Part, side: unknown): LayerStack {
  const text = textPart(root);
  const stacks = uncounted.test(modelTypeOf(root)) ? [] : stacksOf(text);
  const modelType = modelTypeOf(root) || modelTypeOf(text);
  const stack = chosen(stacks, side);
  const names = listNamesOf(stack.part) ?? knownListNames(modelType) ?? commonListNames;
  const [first = ""] = names;
  return {
    modelType,
    total: stack.total,
    source: stack.source,
    pattern: names.length === 1 ? first : [...names],
    stack: stack.side,
    moe: isMixture(stack.part),
    alsoMatches: matchingParts(root, stack, stacks, names),
  };
}

/** The stack that is meant. */
function chosen(stacks: readonly Stack[], side: unknown): Stack {
  const [first, last = first] = stacks;
  if (first === undefined || last === undefined) {
    const message = "model says no number of layers, such as num_hidden_layers.";
    return refuse("model-layers-unknown", ["model"], message, totalInstead);
  }
  if (side === undefined && first.total !== last.total) {
    const message = `${first.source} is ${first.total}, but ${last.source} is ${last.total}: PEFT adapts the selected numbers in both.`;
    return refuse("model-stack-ambiguous", ["stack"], message, sideHint);
  }
  const asked = side === undefined ? last : stacks.find((stack) => stack.side === side);
  const message = `stack is ${valueText(side)}, which the model does not have.`;
  return asked ?? refuse("model-stack-absent", ["stack"], message, sideHint);
}

/** A key that counts experts. */
const expertKey = /^(num|num_local|n_routed|moe_num)_experts$/;

function isMixture({ config }: Part): boolean {
  // DBRX counts its experts in ffn_config.
  return Object.entries({ ...config, ...Object(config.ffn_config) }).some(
    ([key, count]) => expertKey.test(key) && (Number(count) > 1 || Array.isArray(count)),
  );
}
