import type { Rule } from "../../rule.ts";
import { tokenLists } from "./token-lists.ts";

/**
 * `trainableTokenIndices` lists each token once.
 *
 * @breaks { trainableTokenIndices: { embed_tokens: [1, 1] } }
 * @keeps { trainableTokenIndices: { embed_tokens: [1, 2] } }
 * @see peft/tuners/trainable_tokens/layer.py
 */
export const tokensRepeated: Rule = {
  code: "tokens-repeated",
  stage: "silent",
  reads: ["trainableTokenIndices"],
  find({ trainableTokenIndices }, report) {
    for (const { path, indices } of tokenLists(trainableTokenIndices)) {
      if (new Set(indices).size !== indices.length) report(path, {});
    }
  },
  words: [
    "{} repeats a token; PEFT trains a row for each entry, and the last row for a token wins.",
    "List each token once.",
  ],
};
