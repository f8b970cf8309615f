import { shorten } from "../../../config/shape.ts";
import type { Rule } from "../../rule.ts";
import { listNames, MANY } from "../names.ts";
import { tokenLists } from "./token-lists.ts";

/**
 * An embedding whose tokens are trained is not adapted too.
 *
 * @breaks { trainableTokenIndices: [1], targetModules: ["embed_tokens"] }
 * @keeps { trainableTokenIndices: [1], targetModules: ["q_proj"] }
 * @see peft/utils/other.py set_additional_trainable_modules
 * @remarks For a list of indices we assume that the embedding is "model.embed_tokens".
 */
export const tokensAndTarget: Rule<{ embedding: string }> = {
  code: "tokens-and-target",
  stage: "injection",
  raises: "TypeError",
  reads: ["trainableTokenIndices"],
  find({ trainableTokenIndices, targetModules }, report) {
    const targets = listNames(targetModules);
    for (const { embedding } of tokenLists(trainableTokenIndices).slice(0, MANY)) {
      const index = targets.findIndex(
        (name) => name.endsWith(embedding) || embedding.endsWith(`.${name}`),
      );
      if (index >= 0) report(["targetModules", index], { embedding: shorten(embedding) });
    }
  },
  words: [
    "PEFT cannot adapt {embedding} and train some of its tokens at the same time",
    "List only other modules in `targetModules`, or remove `trainableTokenIndices`.",
  ],
};
