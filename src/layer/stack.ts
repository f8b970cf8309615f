import { isPlainObject, valueText } from "../config/shape.ts";
import type { Diagnostic } from "../finding/diagnostic.ts";
import { PeftConfigError } from "../finding/error.ts";
import { commonListNames, findListNames, uncounted } from "./architecture.ts";
import { checkTotalLayers, type LayerCount } from "./count.ts";
import {
  collectParts,
  findTextPart,
  listNamesOf,
  modelTypeOf,
  type Part,
  totalInstead,
  totalOf,
} from "./part.ts";
import { attempt, makeFinding, refuse } from "./refusal.ts";
import { type Side, type Stack, sideHint, stacksOf } from "./side.ts";

/** What a model's config.json states about its layers. */
export interface LayerStack {
  /** `model_type` of the config: `"gpt_oss"`; empty if it has none. */
  readonly modelType: string;
  /** How many layers the stack has; their indices are 0 to `total` - 1. */
  readonly total: number;
  /** The key that states the number: `"text_config.num_hidden_layers"`. */
  readonly source: string;
  /**
   * Name of the module list that holds the layers, for `layersPattern`: `"layers"`, `"h"`,
   * `"block"`. Several names if releases of transformers differ, or if the config does not tell;
   * PEFT takes the first that matches. In a model without a head (AutoModel) the list may be at the
   * root, where PEFT up to 0.20 finds no layers, with or without a pattern.
   */
  readonly pattern: string | readonly string[];
  /** Which side of an encoder-decoder model this is; null for other models. */
  readonly side: Side | null;
  /** True for a mixture of experts. Without a pattern, PEFT up to 0.19 reads the expert's index as the layer index. */
  readonly moe: boolean;
  /** Other parts of the model whose layers PEFT also adapts, because their list has the same name. */
  readonly alsoMatches: readonly MatchingPart[];
}

/** Which stack of layers is meant. */
export interface LayerStackOptions {
  /** The side of an encoder-decoder model. Default: the decoder, if both sides have equally many layers. */
  readonly side?: Side | undefined;
}

/**
 * How many layers a model has, and what their list is called, from the model's own config.json.
 * In a multimodal model it counts the layers of the language model, not those of vision and audio
 * towers. A number that a nested config leaves out is the default of transformers.
 *
 * PEFT adapts the selected indices wherever the pattern matches: in the encoder as well as the
 * decoder, and in a vision tower whose list has the same name. `alsoMatches` names those parts.
 *
 * @param modelConfig The parsed config.json of a model on the Hugging Face Hub.
 * @returns Plain data.
 * @throws {PeftConfigError} If the value is not a config, if it does not state its number of layers
 * or states two, or if encoder and decoder differ in length and `side` does not choose one.
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
    if (isPlainObject(modelConfig))
      return readStack({ prefix: "", config: modelConfig }, options.side);
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

function readStack(root: Part, side: unknown): LayerStack {
  const text = findTextPart(root);
  const stacks = uncounted.test(modelTypeOf(root)) ? [] : stacksOf(text);
  const modelType = modelTypeOf(root) || modelTypeOf(text);
  const stack = chooseStack(stacks, side);
  const names = listNamesOf(stack.part) ?? findListNames(modelType) ?? commonListNames;
  const [first = ""] = names;
  return {
    modelType,
    total: stack.total,
    source: stack.source,
    pattern: names.length === 1 ? first : [...names],
    side: stack.side,
    moe: isMixture(stack.part),
    alsoMatches: findMatchingParts(root, stack, stacks, names),
  };
}

/** The stack of that side, or of the decoder if none is given. */
function chooseStack(stacks: readonly Stack[], side: unknown): Stack {
  const [first, last = first] = stacks;
  if (!first || !last) {
    const message = "model says no number of layers, such as num_hidden_layers.";
    return refuse("model-layers-unknown", ["model"], message, totalInstead);
  }
  if (side === undefined && first.total !== last.total) {
    const message = `${first.source} is ${first.total}, but ${last.source} is ${last.total}: PEFT adapts the selected numbers in both.`;
    return refuse("model-stack-ambiguous", ["side"], message, sideHint);
  }
  const asked = side === undefined ? last : stacks.find((stack) => stack.side === side);
  const message = `side is ${valueText(side)}, which the model does not have.`;
  return asked ?? refuse("model-stack-absent", ["side"], message, sideHint);
}

/** Keys that count experts. */
const expertKey = /^(num|num_local|n_routed|moe_num)_experts$/;

function isMixture({ config }: Part): boolean {
  // DBRX counts its experts in ffn_config.
  return Object.entries({ ...config, ...Object(config.ffn_config) }).some(
    ([key, count]) => expertKey.test(key) && (Number(count) > 1 || Array.isArray(count)),
  );
}

/** A part of a model whose list of layers has the same name as the selected stack. */
export interface MatchingPart {
  /** Its key in the config, or the side: `"vision_config"`, `"encoder"`. */
  readonly part: string;
  /** How many layers it has, or null if the config does not tell. */
  readonly total: number | null;
}

/** The other parts whose lists PEFT mistakes for the stack. */
function findMatchingParts(
  root: Part,
  stack: Stack,
  stacks: readonly Stack[],
  names: readonly string[],
): readonly MatchingPart[] {
  const towers = collectParts(root)
    .filter(({ prefix }) => !stacks.some(({ part }) => part.prefix.startsWith(prefix)))
    .map((part) => ({ side: part.prefix.slice(0, -1), part, total: countTower(part) }));
  return [...stacks, ...towers].flatMap((other) => {
    const { side, part, total } = other;
    // A part that counts layers without a known list name has the most common one.
    const others = listNamesOf(part) ?? (total === null ? [] : ["layers"]);
    const isMatching = other !== stack && others.some((name) => names.includes(name));
    return isMatching ? { part: side ?? "", total } : [];
  });
}

/** How many layers a tower has; null if its config does not tell, or contradicts itself. */
function countTower(part: Part): number | null {
  return attempt([], () => totalOf(part)?.total) ?? null;
}

/** Warns about other parts in which PEFT also adapts the layers of these indices. */
export function warnElsewhere(
  parts: readonly MatchingPart[],
  indices: readonly number[],
): readonly Diagnostic[] {
  return parts.flatMap(({ part, total }) => {
    const shared = indices.filter((index) => index < (total ?? Infinity)).length;
    if (shared === 0) return [];
    const word = part.replace(/.*\.|_config$/g, "");
    const message = `PEFT also adapts ${shared} of these layers in ${part} if targetModules match there.`;
    const hint = `Leave them out with excludeModules: ".*${word}.*".`;
    return makeFinding("layers-elsewhere", ["layers"], message, hint);
  });
}

/** How many layers there are, and what else a given model tells. */
interface KnownLayers {
  readonly count?: LayerCount | undefined;
  readonly stack?: LayerStack | undefined;
}

/**
 * How many layers there are, by totalLayers or model. It collects a finding if both or neither is given.
 *
 * @throws {PeftConfigError} If the model or the number is refused.
 */
export function countLayers(
  input: Readonly<Record<string, unknown>>,
  findings: Diagnostic[],
): KnownLayers {
  const { totalLayers, model, side } = input;
  const isModel = model !== undefined;
  if (isModel === (totalLayers !== undefined)) {
    const both = isModel ? ", not both" : "";
    const message = `Either totalLayers or model must be given${both}.`;
    const hint = "Pass totalLayers, or the parsed config.json as model.";
    findings.push(makeFinding("layers-total-source", ["totalLayers"], message, hint));
  }
  if (isModel) {
    const stack = layerStack(model, { side: side as Side });
    return { count: stack, stack };
  }
  if (side !== undefined) {
    const message = `side is ${valueText(side)}, but no model is given.`;
    findings.push(makeFinding("model-stack-absent", ["side"], message, sideHint));
  }
  return totalLayers === undefined ? {} : { count: checkTotalLayers(totalLayers) };
}
