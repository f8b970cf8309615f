import type { Rule } from "../../rule.ts";
import { findNames } from "../form.ts";
import { embeddings, type NameData } from "../names.ts";

/**
 * Embeddings are saved in full only on purpose.
 *
 * @breaks { modulesToSave: ["lm_head"] }
 * @keeps { modulesToSave: ["classifier"] }
 * @see peft/utils/other.py ModulesToSaveWrapper
 */
export const savedEmbedding: Rule<NameData> = {
  code: "saved-embedding",
  stage: "silent",
  ...findNames(
    ["modulesToSave"],
    () => (name) => embeddings.includes(name.split(".").at(-1) ?? ""),
  ),
  words: [
    "PEFT trains and saves all of {name}, often more than the rest of the adapter.",
    "Remove it. To train only new tokens, list their indices in `trainableTokenIndices`.",
  ],
};
