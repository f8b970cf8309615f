import { shorten } from "../../../config/shape.ts";
import type { Rule } from "../../rule.ts";
import { looksLikeList, moduleLists } from "./lists.ts";

/**
 * A list of names is not written as one string.
 *
 * @breaks { targetModules: "['q_proj', 'v_proj']" }
 * @keeps { targetModules: ".*[qv]_proj" }
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 */
export const listAsString: Rule<{ field: string; value: string; names: readonly string[] }> = {
  code: "list-as-string",
  stage: "silent",
  reads: moduleLists,
  find(config, report) {
    for (const field of moduleLists) {
      const value = config[field];
      if (typeof value !== "string" || !looksLikeList(value)) continue;
      const names = value.replaceAll(/[[\]'"\s]/g, "").split(",");
      report([field], { field, value: shorten(value), names: names.filter(Boolean) });
    }
  },
  words: [
    "{value} looks like a list, but PEFT reads a string as one regular expression for whole module names.",
    "Write `{field}: {names}`.",
  ],
};
