import type { Rule } from "../../rule.ts";
import { findNames } from "../form.ts";
import type { NameData } from "../names.ts";

/** Modules outside the list of layers, whose names are whole module names in common models. */
const outsideLayers = ["lm_head", "score", "classifier", "embed_out", "qa_outputs"];

/** Whether a name spells out a layer: `model.layers.3.self_attn.q_proj`. */
const hasIndex = (name: string): boolean => /(^|\.)\d+(\.|$)/.test(name);

/**
 * `layersToTransform` holds for all targets.
 *
 * PEFT compares a target with the whole module name first, and only then looks at the layer.
 *
 * @breaks { targetModules: ["q_proj", "model.layers.3.mlp.up_proj"], layersToTransform: [1] }
 * @keeps { targetModules: ["q_proj", "mlp.up_proj"], layersToTransform: [1] }
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 */
export const targetBypassesLayers: Rule<NameData> = {
  code: "target-bypasses-layers",
  stage: "silent",
  ...findNames(["targetModules"], ({ layersToTransform }) => {
    const isSelective = Array.isArray(layersToTransform)
      ? layersToTransform.length > 0
      : layersToTransform !== null;
    return (name) => isSelective && (outsideLayers.includes(name) || hasIndex(name));
  }),
  reads: ["layersToTransform"],
  words: [
    "{name} looks like a whole module name, which PEFT adapts regardless of `layersToTransform`.",
    "Remove {name}, or leave out `layersToTransform` and `layersPattern` to adapt all layers.",
  ],
};
