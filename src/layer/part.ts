import { isPlainObject } from "../config/shape.ts";
import { knownListNames } from "./architecture.ts";

/** A config inside a model's config.json. */
export interface Part {
  /** What leads to its keys: `"text_config."`; empty for the whole. */
  readonly prefix: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** Keys of the language model inside a model that sees, hears or embeds, without "_config", best first. */
const textKeys = ["text", "llm", "language", "thinker", "vlm", "global"];

/** Deeper than any model nests its configs. */
const DEEPEST = 6;

/** The parts nested under these keys, as far as they are there. */
export function partsAt({ prefix, config }: Part, keys: readonly string[]): readonly Part[] {
  if (prefix.split(".").length > DEEPEST) return [];
  return keys.flatMap((key) => {
    const nested = config[key];
    return isPlainObject(nested) ? { prefix: `${prefix}${key}.`, config: nested } : [];
  });
}

/** The language model: the whole, or what is nested in it under one of the known keys. */
export function textPart(part: Part): Part {
  const [nested] = partsAt(
    part,
    textKeys.map((key) => `${key}_config`),
  );
  return nested === undefined ? part : textPart(nested);
}

/** All nested configs, outer before inner. */
export function nestedParts(part: Part): readonly Part[] {
  const keys = Object.keys(part.config).filter((key) => /_config$|^(en|de)coder$/.test(key));
  return partsAt(part, keys).flatMap((nested) => [nested, ...nestedParts(nested)]);
}

/** The part's `model_type`, or "" if it has none. */
export function modelTypeOf({ config }: Part): string {
  return typeof config.model_type === "string" ? config.model_type : "";
}

/** True for a key whose value is there. */
export function isGiven({ config }: Part, key: string): boolean {
  return (config[key] ?? null) !== null;
}

/** Keys that only architectures in the manner of Llama or BART have. All of those say "layers". */
const layersKeys = ["num_key_value_heads", "rms_norm_eps", "encoder_layers"];

/** What a part's list of layers is called, if its config tells. */
export function listNamesOf(part: Part): readonly string[] | undefined {
  const known = knownListNames(modelTypeOf(part));
  if (known !== undefined) return known;
  if (isGiven(part, "depth") && !isGiven(part, "num_hidden_layers")) return ["blocks"];
  return layersKeys.some((key) => isGiven(part, key)) ? ["layers"] : undefined;
}
