import { shorten } from "../../../config/shape.ts";
import type { Rule } from "../../rule.ts";
import { listNames, MANY, type NameData } from "../names.ts";
import { tokenLists } from "./token-lists.ts";

/**
 * An embedding whose tokens are trained is not fully trained under another name either.
 *
 * @breaks { trainableTokenIndices: [1], modulesToSave: ["embed_tokens"] }
 * @keeps { trainableTokenIndices: [1], modulesToSave: ["score"] }
 * @see peft/tuners/trainable_tokens/layer.py
 * @remarks For a list of indices we assume that the embedding is "model.embed_tokens".
 */
export const tokensSavedAnyway: Rule<NameData & { readonly embedding: string }> = {
  code: "tokens-saved-anyway",
  stage: "training",
  raises: "ValueError",
  by: "forward",
  reads: ["trainableTokenIndices"],
  find({ trainableTokenIndices, modulesToSave }, report) {
    const names = listNames(modulesToSave).slice(0, MANY);
    for (const { embedding } of tokenLists(trainableTokenIndices).slice(0, MANY)) {
      // PEFT finds a module by the end of its name, with or without a dot before.
      const name = names.find(
        (other) =>
          other !== "" &&
          other !== embedding &&
          (other.endsWith(embedding) || embedding.endsWith(other)),
      );
      if (name === undefined) continue;
      report(["trainableTokenIndices"], { name: shorten(name), embedding: shorten(embedding) });
    }
  },
  words: [
    "{name} in `modulesToSave` already trains all of {embedding}, including these tokens",
    "Remove {name} from `modulesToSave`, or remove `trainableTokenIndices`.",
  ],
};
