import type { Rule } from "../../rule.ts";
import { findNames } from "../form.ts";
import type { NameData } from "../names.ts";
import { moduleLists } from "./lists.ts";

/**
 * A list names each module once.
 *
 * @breaks { targetModules: ["q_proj", "q_proj"] }
 * @keeps { targetModules: ["q_proj", "v_proj"] }
 * @see peft/tuners/lora/config.py LoraConfig.__post_init__
 */
export const nameRepeated: Rule<NameData> = {
  code: "name-repeated",
  stage: "silent",
  ...findNames(moduleLists, () => {
    const seen = new Set<string>();
    return (name) => seen.size === seen.add(name).size;
  }),
  words: ["{name} is already in the list; PEFT drops the repetition.", "Remove this entry."],
};
