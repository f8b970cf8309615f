import type { Rule } from "../../rule.ts";
import { findAt } from "../form.ts";
import { headsOf } from "../target/heads.ts";
import { splitNames } from "./split.ts";

/**
 * `modulesToSave` is a list.
 *
 * @breaks { modulesToSave: "lm_head" }
 * @keeps { modulesToSave: ["score"] }
 * @see peft/utils/other.py _set_trainable
 * @remarks If a letter ends the name of a list of modules, as "s" ends "layers", get_peft_model raises TypeError.
 */
export const savedAsString: Rule<{ names: readonly string[] }> = {
  code: "saved-as-string",
  stage: "silent",
  ...findAt(
    "modulesToSave",
    ({ modulesToSave, taskType }) =>
      typeof modulesToSave === "string" &&
      headsOf(taskType).length === 0 && { names: splitNames(modulesToSave) },
  ),
  words: [
    "PEFT reads a string in `modulesToSave` letter by letter and fully trains every module whose name ends in one of the letters.",
    "Write `modulesToSave: {names}`.",
  ],
};
