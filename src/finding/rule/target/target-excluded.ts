import type { Rule } from "../../rule.ts";
import { findNames } from "../form.ts";
import { type NameData, nameSet } from "../names.ts";

/**
 * No target is excluded again.
 *
 * @breaks { targetModules: ["q_proj", "v_proj"], excludeModules: ["q_proj"] }
 * @keeps { targetModules: ["q_proj", "v_proj"], excludeModules: ["visual.q_proj"] }
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 * @remarks If no target is left, get_peft_model raises ValueError.
 */
export const targetExcluded: Rule<NameData> = {
  code: "target-excluded",
  stage: "silent",
  ...findNames(["targetModules"], ({ excludeModules }) => {
    const excluded = nameSet(excludeModules);
    return (name) => excluded.has(name);
  }),
  reads: ["excludeModules"],
  words: [
    "{name} is also in `excludeModules`, so PEFT does not adapt it.",
    "Remove it from `targetModules` or from `excludeModules`.",
  ],
};
