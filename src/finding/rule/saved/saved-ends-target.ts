import { shorten } from "../../../config/shape.ts";
import type { Rule } from "../../rule.ts";
import { findNames } from "../form.ts";
import { listNames, MANY, type NameData } from "../names.ts";

/**
 * No entry of `modulesToSave` is the ending of a target's name.
 *
 * @breaks { targetModules: ["q_proj"], modulesToSave: ["_proj"] }
 * @keeps { targetModules: ["self_attn.q_proj"], modulesToSave: ["q_proj"] }
 * @see peft/utils/other.py _set_trainable
 * @remarks PEFT notices only if the model has such a module.
 */
export const savedEndsTarget: Rule<NameData & { readonly target: string }> = {
  code: "saved-ends-target",
  stage: "injection",
  raises: "TypeError",
  ...findNames(["modulesToSave"], ({ targetModules }) => {
    const targets = listNames(targetModules);
    return (name, index) => {
      if (index >= MANY || name === "") return false;
      const target = targets.find(
        (other) => other !== name && other.endsWith(name) && !other.endsWith(`.${name}`),
      );
      return target !== undefined && { target: shorten(target) };
    };
  }),
  words: [
    "PEFT tries to fully train every module whose name ends in {name}, even the adapted target {target}",
    "Write the whole module name.",
  ],
};
