import { type Aliases, complete } from "./complete.ts";
import {
  type Completed,
  type Config,
  type Fields,
  flag,
  isObject,
  type Keys,
  late,
} from "./config-key.ts";
import type { Base, Heads, Model } from "./model-class.ts";
import type { Block, Part } from "./module-part.ts";
import { invalid, type Place, Stop, tooLarge } from "./problem.ts";

/** A model type: what its config.json means, and the modules that follow from it. */
export interface Architecture {
  /** The classes that the tables describe, the base first. */
  readonly heads: readonly string[];
  /** @throws Stop where the config cannot be used. */
  readonly build: (config: Config, head: string, models: Models) => Model | undefined;
  /** The model without a head, for the heads and for models that contain it. */
  readonly base: (config: Config, path: Place, models: Models) => Base;
}

/** Architectures by model type, for models that contain others. */
export type Models = Readonly<Record<string, Architecture>>;

/**
 * The base of a model inside this one, from an object in the config. The model is an architecture,
 * or any that `model_type` in the object names, or if it names none, of the type given here. In place
 * of the object, null stands for this config itself, where early files have what is now in the object.
 *
 * @see transformers/configuration_utils.py SubConfigSpec.create_subconfig
 */
export type Inner = (key: string, config: Config | null, model: Architecture | string) => Base;

/** What a type's table says. */
interface Table<F extends Fields> {
  readonly fields: F;
  readonly aliases?: Aliases;
  /** The keys that the body reads in `per_layer_config`, where layers may differ from each other. */
  readonly apart?: readonly string[];
  /** How many labels a classifier has where the config does not say, if not 2. */
  readonly labels?: number;
  /** The modules of the base, such as `LlamaModel`. */
  readonly body: (config: Completed<F>, inner: Inner) => Part | Block;
  /** What differs from {@link usual}: other names of sizes, another input embedding, ties. */
  readonly about?: (config: Completed<F>, inner: Inner) => Partial<Base>;
  readonly heads: Heads;
}

/** Keys that any config may have, whatever its class. */
const anyFields = {
  tie_word_embeddings: late(flag(false)),
  token_classification_bias: late(flag(true)),
};

/** Makes an architecture of its table. */
export function architecture<const F extends Fields>(table: Table<F>): Architecture {
  const fields = { ...anyFields, ...table.fields };
  const base = (config: Config, path: Place, models: Models): Base => {
    refuseLayersApart(config, path, table.apart ?? []);
    const keys = complete(fields, table.aliases ?? {}, config, path);
    const inner = innerOf(config, path, models);
    const root = table.body(keys as Completed<F>, inner);
    const about = table.about?.(keys as Completed<F>, inner);
    return { ...usual(keys), labels: labelsOf(config, path, table.labels), root, ...about };
  };
  return {
    heads: Object.keys(table.heads),
    base,
    build: (config, head, models) =>
      Object.hasOwn(table.heads, head) ? table.heads[head]?.(base(config, [], models)) : undefined,
  };
}

/** Models do not hold models that hold models deeper than this, and a hostile config shall not. */
const MOST_LEVELS = 6;

function innerOf(outer: Config, path: Place, models: Models): Inner {
  return (key, given, model) => {
    const [config, place] = given === null ? [outer, path] : [given, [...path, key]];
    if (place.length > MOST_LEVELS) throw new Stop([tooLarge(place, place.length, MOST_LEVELS)]);
    if (typeof model !== "string") return model.base(config, place, models);
    const type = typeof config.model_type === "string" ? config.model_type : model;
    const known = Object.hasOwn(models, type) ? models[type] : undefined;
    if (known !== undefined) return known.base(config, place, models);
    const data = { what: "modelType", name: type } as const;
    throw new Stop([{ code: "model-unknown", path: [...place, "model_type"], data }]);
  };
}

/** What most configs call their sizes. */
function usual(keys: Keys) {
  return {
    keys,
    width: Number(keys.hidden_size),
    vocabulary: Number(keys.vocab_size),
    isTied: keys.tie_word_embeddings === true,
    hasTokenBias: keys.token_classification_bias !== false,
    input: "embed_tokens",
    ties: [],
  };
}

/**
 * How many labels a classifier has: `num_labels` wins over `id2label`.
 *
 * @see transformers/configuration_utils.py PreTrainedConfig.num_labels
 */
function labelsOf({ id2label, num_labels }: Config, path: Place, usually = 2): number {
  if (Number.isInteger(num_labels)) return Number(num_labels);
  if (num_labels !== undefined) {
    throw new Stop([invalid([...path, "num_labels"], "an integer", num_labels)]);
  }
  if (id2label === undefined || id2label === null) return usually;
  if (typeof id2label === "object") return Object.keys(id2label).length;
  throw new Stop([invalid([...path, "id2label"], "an object", id2label)]);
}

/**
 * Since 5.22 a config may give single layers other sizes. Nearly no table has words for that.
 *
 * @see transformers/integrations/heterogeneity
 */
function refuseLayersApart(
  { per_layer_config }: Config,
  path: Place,
  apart: readonly string[],
): void {
  const isKnown = (sizes: unknown) =>
    isObject(sizes) &&
    Object.entries(sizes).every(([key, size]) => apart.includes(key) && Number.isInteger(size));
  const layers = per_layer_config ?? {};
  if (isObject(layers) && Object.values(layers).every(isKnown)) return;
  const data = { what: "feature", name: "per_layer_config" } as const;
  throw new Stop([{ code: "model-unknown", path: [...path, "per_layer_config"], data }]);
}
