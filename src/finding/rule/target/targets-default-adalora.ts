import type { Rule } from "../../rule.ts";
import { findAt } from "../form.ts";
import { canBeAllLinear, nameTargets, type TargetData } from "./advice.ts";

/**
 * An AdaLoRA config names its targets, because PEFT has AdaLoRA defaults for few models.
 *
 * @breaks adalora { targetModules: null }
 * @keeps adalora {}
 * @see peft/utils/constants.py TRANSFORMERS_MODELS_TO_ADALORA_TARGET_MODULES_MAPPING
 */
export const targetsDefaultAdalora: Rule<TargetData> = {
  code: "targets-default-adalora",
  stage: "silent",
  ...findAt(
    "targetModules",
    (config, { modelType }) =>
      config.targetModules === null &&
      modelType === undefined && { canBeAllLinear: canBeAllLinear(config) },
  ),
  reads: undefined,
  words: (data) => [
    "AdaLoRA has default targets for few models; for others, get_peft_model fails.",
    nameTargets(data),
  ],
};
