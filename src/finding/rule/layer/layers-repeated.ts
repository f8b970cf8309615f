import type { Rule } from "../../rule.ts";
import { findIf } from "../form.ts";

/**
 * `layersToTransform` lists each layer once.
 *
 * @breaks { layersToTransform: [1, 1] }
 * @keeps { layersToTransform: [1, 2] }
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 */
export const layersRepeated: Rule = {
  code: "layers-repeated",
  stage: "silent",
  ...findIf(
    "layersToTransform",
    ({ layersToTransform }) =>
      Array.isArray(layersToTransform) &&
      new Set(layersToTransform).size !== layersToTransform.length,
  ),
  words: [
    "`layersToTransform` repeats a layer; PEFT adapts each layer once.",
    "List each layer once.",
  ],
};
