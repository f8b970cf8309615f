import { shorten } from "../../../config/shape.ts";
import type { Rule } from "../../rule.ts";
import { findAt } from "../form.ts";
import { canBeAllLinear, nameTargets, type TargetData } from "./advice.ts";

interface ModelData extends TargetData {
  readonly modelType: string;
  readonly label: string;
}

/**
 * PEFT has default targets for the model, or `targetModules` names the modules to adapt.
 *
 * @breaks adalora { targetModules: null } with { modelType: "mistral" }
 * @keeps { targetModules: null } with { modelType: "mistral" }
 * @see peft/utils/constants.py TRANSFORMERS_MODELS_TO_LORA_TARGET_MODULES_MAPPING
 */
export const targetsDefaultMissing = (
  types: readonly string[],
  label: string,
  adaptsParameters: boolean,
): Rule<ModelData> => ({
  code: "targets-default-missing",
  stage: "injection",
  raises: "ValueError",
  ...findAt("targetModules", (config, { modelType }) => {
    if (config.targetModules !== null || modelType === undefined) return undefined;
    const hasTargets = types.includes(modelType);
    if (hasTargets || (adaptsParameters && config.targetParameters?.length)) return undefined;
    return { modelType: shorten(modelType), label, canBeAllLinear: canBeAllLinear(config) };
  }),
  reads: undefined,
  words: (data) => [
    "PEFT has no default {label!} targets for the model type {modelType}",
    nameTargets(data),
  ],
});
