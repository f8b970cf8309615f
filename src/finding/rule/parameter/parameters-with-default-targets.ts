import type { Rule } from "../../rule.ts";
import { findIf } from "../form.ts";

/**
 * A config with `targetParameters` also sets `targetModules`.
 *
 * @breaks { targetParameters: ["w"] }
 * @keeps { targetParameters: ["w"], targetModules: [] }
 * @see peft/tuners/lora/model.py LoraModel._prepare_adapter_config
 */
export const parametersWithDefaultTargets: Rule = {
  code: "parameters-with-default-targets",
  stage: "silent",
  ...findIf(
    "targetModules",
    ({ targetParameters, targetModules }) => targetParameters?.length && targetModules === null,
  ),
  reads: ["targetParameters"],
  words: [
    "Without `targetModules`, PEFT also adapts the default targets of the model.",
    "To adapt only the parameters, write `targetModules: []`.",
  ],
};
