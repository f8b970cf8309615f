import type { Told } from "../../config/shape.ts";
import type { CodeFacts, NoData } from "../../finding/rule.ts";

/** More layers than any model has: a larger count is a mistake, and its list too long to build. */
export const MOST_LAYERS = 10_000;

/** A number of layers that no model has, and what states it. */
export type TotalData = { readonly source: string; readonly value: Told };

/** What is wrong with such a number. */
export const NOT_A_TOTAL = `{source!} is {value}, but must be an integer from 1 to ${MOST_LAYERS}.`;

/**
 * The number of layers is an integer from 1 to 10,000.
 *
 * @breaks selection { layers: [0], totalLayers: 10_001 }
 * @keeps selection { layers: [0], totalLayers: 10_000 }
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 * @remarks PEFT does not know how many layers there are.
 */
export const layersTotal: CodeFacts<TotalData> = {
  code: "layers-total",
  stage: "strict",
  words: [
    NOT_A_TOTAL,
    "Write the number of layers, such as num_hidden_layers in the model's config.json.",
  ],
};

/**
 * Either totalLayers or model states how many layers there are.
 *
 * @breaks selection { layers: [0], totalLayers: 32, model: { model_type: "llama", num_hidden_layers: 32 } }
 * @keeps selection { layers: [0], model: { model_type: "llama", num_hidden_layers: 32 } }
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 * @remarks PEFT does not know how many layers there are.
 */
export const layersTotalSource: CodeFacts<NoData> = {
  code: "layers-total-source",
  stage: "strict",
  words: [
    "Exactly one of totalLayers and model must state the number of layers.",
    "Pass either totalLayers or, as model, the model's parsed config.json.",
  ],
};
