import { isPlainObject, shorten, tell } from "../config/shape.ts";
import type { Diagnostic } from "../finding/diagnostic.ts";
import { PeftConfigError } from "../finding/error.ts";
import { commonListNames, findListNames, uncounted } from "./architecture.ts";
import { checkTotalLayers, type LayerCount } from "./count.ts";
import {
  layersElsewhere,
  modelConfigInvalid,
  modelLayersUnknown,
  modelStackAbsent,
  modelStackAmbiguous,
} from "./fault/model.ts";
import { layersTotalSource } from "./fault/total.ts";
import {
  collectParts,
  findTextPart,
  listNamesOf,
  modelTypeOf,
  type Part,
  totalOf,
} from "./part.ts";
import { attempt, makeFinding, refuse } from "./refusal.ts";
import { type Side, type Stack, stacksOf } from "./side.ts";

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
   * `"block"`. Several names if releases of transformers differ, or if the config does not determine
   * the name; PEFT takes the first that matches. In a model without a head (AutoModel) the list may be at the
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
  /** The side of an encoder-decoder model. Default: the decoder, if both sides have the same number of layers. */
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
  try {
    if (isPlainObject(modelConfig))
      return readStack({ prefix: "", config: modelConfig }, options.side);
  } catch (error) {
    if (error instanceof PeftConfigError) throw error;
    const value = { is: "an object that throws when it is read" };
    return refuse(modelConfigInvalid, ["model"], { value });
  }
  return refuse(modelConfigInvalid, ["model"], { value: tell(modelConfig) });
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
  if (!first || !last) return refuse(modelLayersUnknown, ["model"], { source: null });
  if (side === undefined && first.total !== last.total) {
    return refuse(modelStackAmbiguous, ["side"], {
      source: first.source,
      value: first.total,
      otherSource: last.source,
      otherValue: last.total,
    });
  }
  const asked = side === undefined ? last : stacks.find((stack) => stack.side === side);
  const sides = stacks.flatMap((stack) => stack.side ?? []);
  return asked ?? refuse(modelStackAbsent, ["side"], { side: tell(side), sides });
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
  /** How many layers it has, or null if the config does not state the number. */
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

/** How many layers a tower has; null if its config does not state the number, or contradicts itself. */
function countTower(part: Part): number | null {
  return attempt([], () => totalOf(part)?.total) ?? null;
}

/** Warns about other parts in which PEFT also adapts the layers of these indices. */
export function warnElsewhere(
  parts: readonly MatchingPart[],
  indices: readonly number[],
): readonly Diagnostic[] {
  return parts.flatMap(({ part, total }) => {
    if (!indices.some((index) => index < (total ?? Infinity))) return [];
    const data = { part: shorten(part), pattern: partPattern(part) };
    return makeFinding(layersElsewhere, ["layers"], data);
  });
}

/** Matches the modules of a part. A decoder may have "encoder" in its names: decoder.bert.encoder. */
function partPattern(part: string): string {
  const word = shorten(part.replace(/.*\.|_config$/g, ""));
  return `${word === "encoder" ? "(?!.*decoder)" : ""}.*${word}.*`;
}

/** How many layers there are, and what else is known of a given model. */
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
    findings.push(makeFinding(layersTotalSource, ["totalLayers"], {}));
  }
  if (isModel) {
    const stack = layerStack(model, { side: side as Side });
    return { count: stack, stack };
  }
  if (side !== undefined) {
    findings.push(makeFinding(modelStackAbsent, ["side"], { side: tell(side), sides: [] }));
  }
  return totalLayers === undefined ? {} : { count: checkTotalLayers(totalLayers) };
}
