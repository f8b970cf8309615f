import type { Rule } from "../../rule.ts";
import { findIf } from "../form.ts";

/**
 * `layersToTransform` is not an empty list.
 *
 * @breaks { layersToTransform: [] }
 * @keeps { layersToTransform: 0 }
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 */
export const layersAll: Rule = {
  code: "layers-all",
  stage: "silent",
  ...findIf(
    "layersToTransform",
    ({ layersToTransform }) => Array.isArray(layersToTransform) && layersToTransform.length === 0,
  ),
  words: [
    "`layersToTransform` is an empty list, so PEFT adapts all layers.",
    "List the layers, or leave out `layersToTransform` and `layersPattern` to adapt all layers.",
  ],
};
