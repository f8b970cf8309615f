import type { Rule } from "../../rule.ts";
import { listNames } from "../names.ts";
import { nameLists } from "./lists.ts";

/**
 * No name in a list is empty.
 *
 * @breaks { modulesToSave: [""] }
 * @keeps { modulesToSave: ["score"] }
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 */
export const nameEmpty: Rule<{ field: string }> = {
  code: "name-empty",
  stage: "strict",
  reads: nameLists,
  find(config, report) {
    for (const field of nameLists) {
      // Every module name ends in "", and PEFT cannot fully train the modules that it adapts.
      const outcome = field === "modulesToSave" ? ({ raises: "TypeError" } as const) : undefined;
      listNames(config[field]).forEach((name, index) => {
        if (name === "") report([field, index], { field }, outcome);
      });
    }
  },
  words: ({ field }) => [
    field === "modulesToSave"
      ? "An empty name in {.field} matches every module, even those that PEFT adapts"
      : "PEFT ignores an empty name.",
    "Remove it.",
  ],
};
