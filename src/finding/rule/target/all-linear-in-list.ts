import type { Rule } from "../../rule.ts";
import { findNames } from "../form.ts";
import { isAllLinear, type NameData } from "../names.ts";
import { canBeAllLinear, nameTargets, type TargetData } from "./advice.ts";

/**
 * "all-linear" stands alone, not in a list.
 *
 * @breaks { targetModules: ["all-linear"] }
 * @keeps { targetModules: "all-linear" }
 * @see peft/tuners/tuners_utils.py _maybe_include_all_linear_layers
 */
export const allLinearInList: Rule<NameData & TargetData> = {
  code: "all-linear-in-list",
  stage: "silent",
  ...findNames(["targetModules"], (config) => {
    const data = { canBeAllLinear: canBeAllLinear(config) };
    return (name) => isAllLinear(name) && data;
  }),
  words: (data) => [
    "In a list, PEFT treats {name} as a module name; no module has that name.",
    data.canBeAllLinear ? 'Write `targetModules: "all-linear"`.' : nameTargets(data),
  ],
};
