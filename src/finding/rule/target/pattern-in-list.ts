import type { Rule } from "../../rule.ts";
import { findNames } from "../form.ts";
import type { NameData } from "../names.ts";
import { canBeString } from "./advice.ts";
import { hasPatternCharacter, nameLists } from "./lists.ts";

interface PatternData extends NameData {
  /** Whether the field may be one string instead, which is a regular expression. */
  readonly field: string;
  readonly canBeString: boolean;
}

/**
 * Entries of a list are names, not regular expressions.
 *
 * PEFT compares an entry with the ends of names, and no name has such characters. An entry of
 * `modulesToSave` is a regular expression too: PEFT does not adapt the modules that it matches.
 *
 * @breaks { targetModules: [".*q_proj"] }
 * @keeps { targetModules: ["self_attn.q_proj"] }
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 */
export const patternInList: Rule<PatternData> = {
  code: "pattern-in-list",
  stage: "silent",
  ...findNames(nameLists, (config, field) => {
    const isString =
      field === "excludeModules" || (field === "targetModules" && canBeString(config));
    const data = { field, canBeString: isString };
    return (name) => hasPatternCharacter(name) && data;
  }),
  words: ({ field, canBeString }) => [
    field === "modulesToSave"
      ? "{name} looks like a regular expression; PEFT saves no module for it, and does not adapt the modules that it matches."
      : "{name} looks like a regular expression; in a list, PEFT treats it as a literal name, which no module has.",
    `Write the end of a name, such as "q_proj"${canBeString ? OR_STRING : ""}.`,
  ],
};

const OR_STRING =
  ", or write {.field} as a string, which PEFT reads as one regular expression for whole module names";
