import type { Rule } from "../../rule.ts";
import { findNames } from "../form.ts";
import { type NameData, nameSet } from "../names.ts";

/**
 * A module is adapted or fully trained, not both.
 *
 * @breaks { targetModules: ["q_proj", "score"], modulesToSave: ["score"] }
 * @keeps { targetModules: ["q_proj"], modulesToSave: ["score"] }
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 */
export const savedAndTarget: Rule<NameData> = {
  code: "saved-and-target",
  stage: "silent",
  ...findNames(["modulesToSave"], ({ targetModules }) => {
    const targets = nameSet(targetModules);
    return (name) => targets.has(name);
  }),
  words: [
    "{name} is also in `targetModules`. PEFT trains this module fully and does not adapt it.",
    "Remove {name} from `modulesToSave` or from `targetModules`.",
  ],
};
