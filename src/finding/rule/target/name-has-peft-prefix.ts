import { shorten } from "../../../config/shape.ts";
import type { LoraConfig } from "../../../config/types.ts";
import type { Rule } from "../../rule.ts";
import { findNames } from "../form.ts";
import { type NameData, patternFields } from "../names.ts";
import { literalLists } from "./lists.ts";

/** What PEFT's wrapper puts before every name of the base model. */
const peftPrefix = "base_model.model.";

/** The data of a name with the prefix; false for another. */
const findPrefix = (name: string) =>
  name.startsWith(peftPrefix, name.startsWith("^") ? 1 : 0) && {
    bare: shorten(name.replace(peftPrefix, "")),
  };

type PrefixData = NameData & { readonly bare: string };

/**
 * Names are those of the base model, without the prefix that PEFT adds.
 *
 * @breaks { targetModules: ["base_model.model.score"] }
 * @keeps { targetModules: ["model.score"] }
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 */
export const nameHasPeftPrefix: Rule<PrefixData> = {
  code: "name-has-peft-prefix",
  stage: "silent",
  ...findNames(literalLists, () => findPrefix),
  words: [
    `PEFT compares names without "${peftPrefix}", so {name} matches nothing.`,
    "Write {bare}.",
  ],
};

/** The same for the keys of LoRA's patterns. From 0.21 on, PEFT warns of a key that matches no module. */
export const keyHasPeftPrefix: Rule<PrefixData, LoraConfig> = {
  ...nameHasPeftPrefix,
  stage: "warned",
  reads: patternFields,
  find(config, report) {
    for (const field of patternFields) {
      for (const name in config[field]) {
        const found = findPrefix(name);
        if (found) report([field, name], { name: shorten(name), ...found });
      }
    }
  },
};
