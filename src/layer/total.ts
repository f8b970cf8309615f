import { valueText } from "../config/shape.ts";
import { defaultTotals, ownCountKeys, rowOf } from "./architecture.ts";
import { checkedCount, isLayerTotal } from "./count.ts";
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

/** Lists with an entry for each layer. */
const listKeys = ["layer_types", "layers_block_type"];

/** The number of layers of a part with one stack; `undefined` if it says none. */
export function totalOf(part: Part): Total | undefined {
  const own = rowOf(ownCountKeys, modelTypeOf(part));
  return (
    totalUnder(part, own === undefined ? countKeys : [own]) ??
    listedTotal(part) ??
    // Of an encoder, a decoder or a tower that stands alone.
    totalUnder(part, ["encoder_layers"]) ??
    totalUnder(part, ["decoder_layers"]) ??
    totalUnder(part, ["depth"]) ??
    defaultTotal(part)
  );
}

/** The number under those of the keys that are given. They must agree. */
export function totalUnder(part: Part, keys: readonly string[]): Total | undefined {
  const { prefix, config } = part;
  const [first, ...others] = keys.filter((key) => isGiven(part, key));
  if (first === undefined) return undefined;
  const total = config[first];
  const source = prefix + first;
  const other = others.find((key) => config[key] !== total);
  const path = ["model", ...(prefix + (other ?? first)).split(".")];
  if (other !== undefined) {
    const message = `${source} is ${valueText(total)}, but ${prefix}${other} is ${valueText(config[other])}: two numbers of layers.`;
    return refuse("model-layers-conflict", path, message, totalInstead);
  }
  return { ...checkedCount(source, total, "model-layers-unknown", path, totalInstead), part };
}

/** What to do about a config that does not tell how many layers there are. */
export const totalInstead = "Correct it, or pass totalLayers instead of model.";

function listedTotal(part: Part): Total | undefined {
  for (const key of listKeys) {
    const list = part.config[key];
    const total = Array.isArray(list) && list.length;
    if (isLayerTotal(total)) return { total, source: `${part.prefix}${key}.length`, part };
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
