import { shorten } from "../../../config/shape.ts";
import type { Rule } from "../../rule.ts";
import { isAllLinear, type NameData } from "../names.ts";
import { hasPatternCharacter, looksLikeList, moduleLists } from "./lists.ts";

/**
 * A module name is written in a list.
 *
 * PEFT matches a string, as a regular expression, against whole names.
 *
 * @breaks { targetModules: "q_proj" }
 * @keeps { targetModules: ".*q_proj" }
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 */
export const nameAsPattern: Rule<
  NameData & { readonly field: string; readonly names: readonly string[] }
> = {
  code: "name-as-pattern",
  stage: "silent",
  reads: moduleLists,
  find(config, report) {
    for (const field of moduleLists) {
      const value = config[field];
      if (typeof value !== "string" || value === "" || isAllLinear(value)) continue;
      if (hasPatternCharacter(value) || value.includes(".") || looksLikeList(value)) continue;
      const name = shorten(value);
      report([field], { field, name, names: [name] });
    }
  },
  words: [
    "PEFT reads a string as one regular expression for whole module names, so {name} matches only at the root of the model.",
    "Write `{field}: {names}`.",
  ],
};
