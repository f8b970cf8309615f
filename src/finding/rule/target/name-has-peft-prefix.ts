import { shorten } from "../../../config/shape.ts";
import type { Rule } from "../../rule.ts";
import { type NameData, reportNames } from "../names.ts";
import { literalLists } from "./lists.ts";

/** What PEFT's wrapper puts before every name of the base model. */
const peftPrefix = "base_model.model.";

/** The fields whose keys are patterns of names. */
export type PatternField = "rankPattern" | "alphaPattern";

/** The data of a name with the prefix; false for another. */
const findPrefix = (name: string) =>
  name.startsWith(peftPrefix, name.startsWith("^") ? 1 : 0) && {
    bare: shorten(name.replace(peftPrefix, "")),
  };

/**
 * Names are those of the base model, without the prefix that PEFT adds.
 *
 * @breaks { targetModules: ["base_model.model.score"] }
 * @keeps { targetModules: ["model.score"] }
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 */
export const nameHasPeftPrefix = (
  patternFields: readonly PatternField[],
): Rule<NameData & { readonly bare: string }> => ({
  code: "name-has-peft-prefix",
  stage: "silent",
  reads: [...literalLists, ...patternFields],
  find(config, report) {
    for (const field of literalLists) reportNames(report, field, config[field], findPrefix);
    for (const field of patternFields) {
      for (const name in config[field]) {
        // From 0.21 on, PEFT warns of a key that matches no module.
        const found = findPrefix(name);
        if (found) report([field, name], { name: shorten(name), ...found }, { stage: "warned" });
      }
    }
  },
  words: [
    `PEFT compares names without "${peftPrefix}", so {name} matches nothing.`,
    "Write {bare}.",
  ],
});
