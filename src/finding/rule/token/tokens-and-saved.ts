import { shorten } from "../../../config/shape.ts";
import type { Rule } from "../../rule.ts";
import { listNames, type NameData } from "../names.ts";
import { headsOf } from "../target/heads.ts";
import { tokenLists } from "./token-lists.ts";

/**
 * An embedding whose tokens are trained is not fully trained too.
 *
 * @breaks { trainableTokenIndices: { embed_tokens: [1] }, modulesToSave: ["embed_tokens"] }
 * @keeps { trainableTokenIndices: { embed_tokens: [1] }, modulesToSave: ["score"] }
 * @see peft/utils/other.py set_additional_trainable_modules
 * @remarks For a list of indices we assume that the embedding is "model.embed_tokens".
 */
export const tokensAndSaved: Rule<NameData> = {
  code: "tokens-and-saved",
  stage: "injection",
  raises: "ValueError",
  reads: ["trainableTokenIndices"],
  find({ trainableTokenIndices, modulesToSave, taskType }, report) {
    // Only for this task does PEFT append the head before it compares.
    const heads = taskType === "SEQ_CLS" ? headsOf(taskType) : [];
    const saved = new Set([...listNames(modulesToSave), ...heads]);
    for (const { path, embedding } of tokenLists(trainableTokenIndices)) {
      if (saved.has(embedding)) report(path, { name: shorten(embedding) });
    }
  },
  words: [
    "PEFT already trains all of {name}, including these tokens",
    "Remove {name} from `modulesToSave`, or remove {}.",
  ],
};
