import type { Rule } from "../../rule.ts";
import { findAt } from "../form.ts";
import { canBeAllLinear, nameTargets, type TargetData } from "./advice.ts";

/**
 * A config targets modules or parameters.
 *
 * @breaks { targetModules: [] }
 * @keeps { targetModules: [], targetParameters: ["experts.gate_up_proj"] }
 * @see peft/tuners/tuners_utils.py inject_adapter
 */
export const targetsEmpty: Rule<TargetData> = {
  code: "targets-empty",
  stage: "injection",
  raises: "NoMatchingPeftModuleError",
  ...findAt(
    "targetModules",
    (config) =>
      config.targetModules?.length === 0 &&
      !config.targetParameters?.length && { canBeAllLinear: canBeAllLinear(config) },
  ),
  words: (data) => [
    "`targetModules` is empty and there are no `targetParameters`",
    nameTargets(data),
  ],
};
