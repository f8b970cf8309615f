import type { Rule } from "../../rule.ts";
import { findNames } from "../form.ts";
import { embeddings, type NameData } from "../names.ts";

/**
 * Embeddings are adapted only on purpose.
 *
 * @breaks { targetModules: ["q_proj", "lm_head"] }
 * @keeps { targetModules: ["q_proj"] }
 * @see peft/utils/save_and_load.py get_peft_model_state_dict
 */
export const targetSavesEmbeddings: Rule<NameData> = {
  code: "target-saves-embeddings",
  stage: "warned",
  ...findNames(
    ["targetModules"],
    ({ trainableTokenIndices }) =>
      (name) =>
        trainableTokenIndices === null && embeddings.includes(name),
  ),
  words: [
    "Because {name} is a target, PEFT also saves all of its weights, often more than the rest of the adapter.",
    "Remove it. To train only new tokens, list their indices in `trainableTokenIndices`.",
  ],
};
