import { valueText } from "../config/shape.ts";
import { defaultTotalOf, ownCountKeyOf } from "./architecture.ts";
import { isLayerTotal, MOST_LAYERS } from "./count.ts";
import { isGiven, keyPath, modelTypeOf, type Part } from "./part.ts";
import type { Report } from "./problem.ts";

/** A number of layers, and where it stands: `text_config.num_hidden_layers`. */
export interface Total {
  readonly total: number;
  readonly source: string;
}

/** Names of the same number in transformers. */
const countKeys = ["num_hidden_layers", "n_layer", "n_layers", "num_layers"];

/** Names of it in a decoder, an encoder or a tower that stands alone, the first given counts. */
const halfKeys = ["decoder_layers", "encoder_layers", "depth"];

/** Lists with an entry for each layer. */
const listKeys = ["layer_types", "layers_block_type"];

/** The number of layers of a part with one stack; `undefined` if it says none. */
export function totalOf(part: Part, report: Report): Total | undefined {
  const own = ownCountKeyOf(modelTypeOf(part));
  const keys = own === undefined ? countKeys : [own];
  return (
    agreedTotal(part, keys, report) ??
    listedTotal(part) ??
    agreedTotal(part, halfKeys.filter((key) => isGiven(part, key)).slice(0, 1), report) ??
    defaultTotal(part)
  );
}

/** The number under those of the keys that are given. They must agree. */
export function agreedTotal(
  part: Part,
  keys: readonly string[],
  report: Report,
): Total | undefined {
  const [first, ...others] = keys
    .filter((key) => isGiven(part, key))
    .map((key) => ({ total: part.config[key], source: keyPath(part, key) }));
  if (first === undefined) return undefined;
  const other = others.find(({ total }) => total !== first.total);
  if (other !== undefined) return reportConflict(first, other, report);
  if (!isLayerTotal(first.total)) return reportNoTotal(first, report);
  return { total: first.total, source: first.source };
}

interface Given {
  readonly total: unknown;
  readonly source: string;
}

function reportConflict(first: Given, other: Given, report: Report): undefined {
  report(
    "model-layers-conflict",
    ["model", ...other.source.split(".")],
    `${first.source} is ${valueText(first.total)}, but ${other.source} is ${valueText(other.total)}: two numbers of layers.`,
    "Remove the wrong one, or pass totalLayers instead of model.",
  );
}

function reportNoTotal({ total, source }: Given, report: Report): undefined {
  report(
    "model-layers-unknown",
    ["model", ...source.split(".")],
    `${source} is ${valueText(total)}, but a model has 1 to ${MOST_LAYERS} layers.`,
    "Correct it, or pass totalLayers instead of model.",
  );
}

function listedTotal(part: Part): Total | undefined {
  for (const key of listKeys) {
    const list = part.config[key];
    if (Array.isArray(list) && isLayerTotal(list.length)) {
      return { total: list.length, source: keyPath(part, `${key}.length`) };
    }
  }
  return undefined;
}

/** Transformers leaves out of a nested config what equals the default of its class. */
function defaultTotal(part: Part): Total | undefined {
  const modelType = modelTypeOf(part);
  const total = part.path.length === 0 ? undefined : defaultTotalOf(modelType);
  return total === undefined
    ? undefined
    : { total, source: `the default of ${modelType} in transformers` };
}
