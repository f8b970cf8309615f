import { valueText } from "../config/shape.ts";
import { defaultTotals, ownCountKeys, rowOf } from "./architecture.ts";
import { isLayerTotal, noTotal } from "./count.ts";
import { refuse } from "./finding.ts";
import { isGiven, modelTypeOf, type Part } from "./part.ts";

/** A number of layers, and where it stands. */
export interface Total {
  readonly total: number;
  /** `"text_config.num_hidden_layers"` */
  readonly source: string;
  readonly part: Part;
}

/** Names of the same number in transformers. */
const countKeys = ["num_hidden_layers", "n_layer", "n_layers", "num_layers"];

/** Names of it in a decoder, an encoder or a tower that stands alone, the first given counts. */
const halfKeys = ["encoder_layers", "decoder_layers", "depth"];

/** Lists with an entry for each layer. */
const listKeys = ["layer_types", "layers_block_type"];

/** The number of layers of a part with one stack; `undefined` if it says none. */
export function totalOf(part: Part): Total | undefined {
  const own = rowOf(ownCountKeys, modelTypeOf(part));
  const half = halfKeys.find((key) => isGiven(part, key)) ?? "";
  return (
    totalUnder(part, own === undefined ? countKeys : [own]) ??
    listedTotal(part) ??
    totalUnder(part, [half]) ??
    defaultTotal(part)
  );
}

/** The number under those of the keys that are given. They must agree. */
export function totalUnder(part: Part, keys: readonly string[]): Total | undefined {
  const [first, ...others] = keys
    .filter((key) => isGiven(part, key))
    .map((key) => ({ total: part.config[key], source: part.prefix + key, part }));
  if (first === undefined) return undefined;
  const { total, source } = first;
  const path = (key: string) => ["model", ...key.split(".")];
  const other = others.find((one) => one.total !== total);
  if (other !== undefined) {
    const message = `${source} is ${valueText(total)}, but ${other.source} is ${valueText(other.total)}: two numbers of layers.`;
    return refuse("model-layers-conflict", path(other.source), message, totalInstead);
  }
  if (isLayerTotal(total)) return { total, source, part };
  return refuse("model-layers-unknown", path(source), noTotal(source, total), totalInstead);
}

/** What to do about a config that does not tell how many layers there are. */
export const totalInstead = "Correct the config, or pass totalLayers instead of model.";

function listedTotal(part: Part): Total | undefined {
  const { prefix, config } = part;
  for (const key of listKeys) {
    const list = config[key];
    if (Array.isArray(list) && isLayerTotal(list.length)) {
      return { total: list.length, source: `${prefix}${key}.length`, part };
    }
  }
  return undefined;
}

/** Transformers leaves out of a nested config what equals the default of its class. */
function defaultTotal(part: Part): Total | undefined {
  const modelType = modelTypeOf(part);
  const total = rowOf(defaultTotals, modelType);
  if (part.prefix === "" || total === undefined) return undefined;
  return { total: Number(total), source: `the default of ${modelType} in transformers`, part };
}
