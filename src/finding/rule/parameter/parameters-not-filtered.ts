import type { NoData, Rule } from "../../rule.ts";

/**
 * Only `targetParameters` selects parameters.
 *
 * @breaks { targetParameters: ["w"], targetModules: [], layersToTransform: [1] }
 * @keeps { targetParameters: [], targetModules: ["q_proj"], layersToTransform: [1] }
 * @see peft/tuners/tuners_utils.py inject_adapter
 */
export const parametersNotFiltered: Rule<NoData> = {
  code: "parameters-not-filtered",
  stage: "silent",
  reads: ["targetParameters"],
  find(config, report) {
    if (!config.targetParameters?.length) return;
    for (const field of ["layersToTransform", "excludeModules"] as const) {
      if (config[field] !== null) report([field], {});
    }
  },
  words: [
    "{} applies only to modules, so PEFT adapts the parameters in every layer.",
    'Name each parameter with its layer, such as "layers.0.mlp.experts.gate_up_proj".',
  ],
};
