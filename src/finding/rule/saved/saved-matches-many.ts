import type { Rule } from "../../rule.ts";
import { findNames } from "../form.ts";
import type { NameData } from "../names.ts";

/** Endings that many modules of common models share. */
const sharedEndings = ["norm", "proj", "head", "emb", "ln", "dense", "layer", "weight"];

/**
 * Entries of `modulesToSave` are specific.
 *
 * PEFT looks for a name's ending, with or without a dot before it: input_layernorm ends in "norm".
 *
 * @breaks { modulesToSave: ["norm"] }
 * @keeps { modulesToSave: ["model.norm"] }
 * @see peft/utils/other.py _set_trainable
 */
export const savedMatchesMany: Rule<NameData> = {
  code: "saved-matches-many",
  stage: "silent",
  ...findNames(["modulesToSave"], () => (name) => sharedEndings.includes(name)),
  words: [
    "PEFT fully trains every module whose name ends in {name}, and many models have several such modules.",
    'Write the whole module name, such as "model.{name!}".',
  ],
};
