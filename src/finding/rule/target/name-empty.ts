import type { Outcome } from "../../../field/stage.ts";
import type { Rule } from "../../rule.ts";
import { type NameData, reportNames } from "../names.ts";
import { nameLists } from "./lists.ts";

/** Every module name ends in "", and PEFT cannot fully train the modules that it adapts. */
const savesAll: Outcome = { stage: "strict", raises: "TypeError" };

interface FieldNameData extends NameData {
  readonly field: string;
}

/**
 * No name in a list is empty.
 *
 * @breaks { modulesToSave: [""] }
 * @keeps { modulesToSave: ["score"] }
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 */
export const nameEmpty: Rule<FieldNameData> = {
  code: "name-empty",
  stage: "strict",
  reads: nameLists,
  find(config, report) {
    for (const field of nameLists) {
      const outcome = field === "modulesToSave" ? savesAll : undefined;
      reportNames<FieldNameData>(
        (path, data) => report(path, data, outcome),
        field,
        config[field],
        (name) => name === "" && { field },
      );
    }
  },
  words: ({ field }) => [
    field === "modulesToSave"
      ? "An empty name in {.field} matches every module, even those that PEFT adapts"
      : "PEFT ignores an empty name.",
    "Remove it.",
  ],
};
