import { isPlainObject } from "../config/shape.ts";

/** A config inside a model's config.json, and the keys that lead to it. */
export interface Part {
  readonly path: readonly string[];
  readonly config: Readonly<Record<string, unknown>>;
}

/** Keys of the language model inside a model that sees, hears or embeds, in order of preference. */
const textKeys = [
  "text_config",
  "llm_config",
  "language_config",
  "thinker_config",
  "vlm_config",
  "global_config",
];

/** Deeper than any model nests its configs. */
const DEEPEST = 6;

/** The part nested under a key, if there is one. */
export function partAt({ path, config }: Part, key: string): Part | undefined {
  const nested = config[key];
  return isPlainObject(nested) ? { path: [...path, key], config: nested } : undefined;
}

/** The language model: the whole, or what is nested in it under one of the known keys. */
export function textPart(part: Part): Part {
  if (part.path.length >= DEEPEST) return part;
  for (const key of textKeys) {
    const nested = partAt(part, key);
    if (nested !== undefined) return textPart(nested);
  }
  return part;
}

/** All nested configs, outer before inner. */
export function nestedParts(part: Part): readonly Part[] {
  if (part.path.length >= DEEPEST) return [];
  return Object.keys(part.config)
    .filter((key) => key.endsWith("_config") || key === "encoder" || key === "decoder")
    .flatMap((key) => partAt(part, key) ?? [])
    .flatMap((nested) => [nested, ...nestedParts(nested)]);
}

/** The part's `model_type`, or "" if it has none. */
export function modelTypeOf({ config }: Part): string {
  return typeof config.model_type === "string" ? config.model_type : "";
}

/** How a value is reached: `text_config.num_hidden_layers`. */
export function keyPath({ path }: Part, key?: string): string {
  return [...path, ...(key === undefined ? [] : [key])].join(".");
}

/** True for a key whose value is there. */
export function isGiven({ config }: Part, key: string): boolean {
  return config[key] !== undefined && config[key] !== null;
}
