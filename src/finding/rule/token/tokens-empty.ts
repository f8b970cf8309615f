import type { Rule } from "../../rule.ts";
import { tokenLists } from "./token-lists.ts";

/**
 * `trainableTokenIndices` names a token.
 *
 * @breaks { trainableTokenIndices: [] }
 * @keeps { trainableTokenIndices: [0] }
 * @see peft/tuners/trainable_tokens/layer.py
 */
export const tokensEmpty: Rule = {
  code: "tokens-empty",
  stage: "training",
  raises: "RuntimeError",
  by: "forward",
  reads: ["trainableTokenIndices"],
  find({ trainableTokenIndices }, report) {
    for (const { path, indices } of tokenLists(trainableTokenIndices)) {
      if (indices.length === 0) report(path, {});
    }
  },
  words: ["{} is empty", "List the ids of the tokens to train, or remove the empty list."],
};
