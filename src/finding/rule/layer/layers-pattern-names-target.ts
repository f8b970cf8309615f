import { shorten } from "../../../config/shape.ts";
import type { Rule } from "../../rule.ts";
import { type NameData, nameSet } from "../names.ts";

/**
 * `layersPattern` names the list of layers, not a target module.
 *
 * @breaks { targetModules: ["q_proj"], layersToTransform: [1], layersPattern: "q_proj" }
 * @keeps { targetModules: ["q_proj"], layersToTransform: [1], layersPattern: "layers" }
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 * @remarks If no other pattern matches and no target is a whole module name, get_peft_model raises NoMatchingPeftModuleError.
 */
export const layersPatternNamesTarget: Rule<NameData> = {
  code: "layers-pattern-names-target",
  stage: "silent",
  reads: ["layersPattern"],
  find({ targetModules, layersPattern }, report) {
    if (layersPattern === null) return;
    const targets = nameSet(targetModules);
    for (const pattern of [layersPattern].flat()) {
      if (targets.has(pattern)) report(["layersPattern"], { name: shorten(pattern) });
    }
  },
  words: [
    "{name} is a target module. PEFT looks for a layer index right after a name in `layersPattern`, so this name matches nothing.",
    'Write the name of the list of layers, such as "layers".',
  ],
};
