import { isPlainObject, tell } from "../config/shape.ts";
import { defaultTotals, findListNames, findRow, ownCountKeys } from "./architecture.ts";
import { checkCount, isLayerTotal } from "./count.ts";
import { modelLayersConflict, modelLayersUnknown } from "./fault/model.ts";
import { refuse } from "./refusal.ts";

/** A config inside a model's config.json. */
export interface Part {
  /** What leads to its keys: `"text_config."`; empty for the whole. */
  readonly prefix: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** Keys of the language model inside a multimodal or embedding model, without "_config", best first. */
const textKeys = ["text", "llm", "language", "thinker", "vlm", "global"];

/** Deeper than any model nests its configs. */
const DEEPEST = 6;

/** The parts nested under those of the keys that exist. */
export function partsAt({ prefix, config }: Part, keys: readonly string[]): readonly Part[] {
  if (prefix.split(".").length > DEEPEST) return [];
  return keys.flatMap((key) => {
    const nested = config[key];
    return isPlainObject(nested) ? { prefix: `${prefix}${key}.`, config: nested } : [];
  });
}

/** The language model: the whole, or what is nested in it under one of the known keys. */
export function findTextPart(part: Part): Part {
  const [nested] = partsAt(
    part,
    textKeys.map((key) => `${key}_config`),
  );
  return nested ? findTextPart(nested) : part;
}

/** All nested configs, outer before inner. */
export function collectParts(part: Part): readonly Part[] {
  const keys = Object.keys(part.config).filter((key) => /_config$|^(en|de)coder$/.test(key));
  return partsAt(part, keys).flatMap((nested) => [nested, ...collectParts(nested)]);
}

/** The part's `model_type`, or "" if it has none. */
export function modelTypeOf({ config }: Part): string {
  return typeof config.model_type === "string" ? config.model_type : "";
}

/** True for a key with a value other than null. */
export function isGiven({ config }: Part, key: string): boolean {
  return (config[key] ?? null) !== null;
}

/** Keys that only architectures like Llama and BART have. All of these call their list "layers". */
const layersKeys = ["num_key_value_heads", "rms_norm_eps", "encoder_layers"];

/** Names of a part's list of layers, if its config determines them. */
export function listNamesOf(part: Part): readonly string[] | undefined {
  const known = findListNames(modelTypeOf(part));
  if (known) return known;
  if (isGiven(part, "depth") && !isGiven(part, "num_hidden_layers")) return ["blocks"];
  return layersKeys.some((key) => isGiven(part, key)) ? ["layers"] : undefined;
}

/** A number of layers, and the part that states it. */
export interface Total {
  readonly total: number;
  /** `"text_config.num_hidden_layers"` */
  readonly source: string;
  readonly part: Part;
}

/** Keys of the same number in transformers. */
const countKeys = ["num_hidden_layers", "n_layer", "n_layers", "num_layers"];

/** Lists with an entry for each layer. */
const listKeys = ["layer_types", "layers_block_type"];

/** The number of layers of a part with one stack; `undefined` if the part does not state it. */
export function totalOf(part: Part): Total | undefined {
  const own = findRow(ownCountKeys, modelTypeOf(part));
  return (
    readTotal(part, own ? [own] : countKeys) ??
    countEntries(part) ??
    // Keys of an encoder, a decoder or a tower by itself.
    readTotal(part, ["encoder_layers"]) ??
    readTotal(part, ["decoder_layers"]) ??
    readTotal(part, ["depth"]) ??
    findDefaultTotal(part)
  );
}

/** The number under the keys. Those that are given must agree. */
export function readTotal(part: Part, keys: readonly string[]): Total | undefined {
  const { prefix, config } = part;
  const [first, ...others] = keys.filter((key) => isGiven(part, key));
  if (!first) return undefined;
  const total = config[first];
  const source = prefix + first;
  const other = others.find((key) => config[key] !== total);
  const path = ["model", ...(prefix + (other ?? first)).split(".")];
  if (other) {
    return refuse(modelLayersConflict, path, {
      source,
      value: tell(total),
      otherSource: prefix + other,
      otherValue: tell(config[other]),
    });
  }
  return { ...checkCount(source, total, modelLayersUnknown, path), part };
}

function countEntries(part: Part): Total | undefined {
  for (const key of listKeys) {
    const list = part.config[key];
    const total = Array.isArray(list) && list.length;
    if (isLayerTotal(total)) return { total, source: `${part.prefix}${key}.length`, part };
  }
  return undefined;
}

/** Transformers leaves out of a nested config whatever equals the default of its class. */
function findDefaultTotal(part: Part): Total | undefined {
  const modelType = modelTypeOf(part);
  const total = findRow(defaultTotals, modelType);
  if (!part.prefix || !total) return undefined;
  return { total: Number(total), source: `the default of ${modelType} in transformers`, part };
}
