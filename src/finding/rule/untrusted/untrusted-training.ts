import { type Told, tell } from "../../../config/shape.ts";
import type { Path } from "../../diagnostic.ts";
import type { Rule } from "../../rule.ts";
import { isListed, refused } from "./trust.ts";

/** The heads and embeddings of most models: what a task needs, and no more than one of each. */
const usual =
  "classifier score lm_head embed_tokens wte qa_outputs pre_classifier classification_head".split(
    " ",
  );

/**
 * `modulesToSave` has names of heads and embeddings, `bias` is not "all", and few tokens are trained.
 *
 * PEFT copies every module whose name ends so: "" matches all, and one letter many.
 *
 * @breaks { modulesToSave: ["e"] } with { trust: "untrusted" }
 * @keeps { modulesToSave: ["score"] } with { trust: "untrusted" }
 * @see peft/utils/other.py _set_trainable, ModulesToSaveWrapper
 */
export const untrustedTraining: Rule<{ value: Told }> = {
  code: "untrusted-training",
  ...refused,
  reads: ["modulesToSave", "bias", "trainableTokenIndices"],
  find({ modulesToSave, bias, trainableTokenIndices }, report, { allow }) {
    const { modules, maxTokens = 10_000 } = allow ?? {};
    const say = (path: Path, value: unknown) => report(path, { value: tell(value) });
    if (typeof modulesToSave === "string") say(["modulesToSave"], modulesToSave);
    else {
      for (const [index, name] of (modulesToSave ?? []).entries()) {
        if (!usual.includes(name) && !isListed(name, modules)) say(["modulesToSave", index], name);
      }
    }
    if (bias !== "none" && bias !== "lora_only") say(["bias"], bias);
    const tokens = Object.values(trainableTokenIndices ?? []).flat().length;
    if (tokens > maxTokens) say(["trainableTokenIndices"], tokens);
  },
  words: ["{} is {value}: PEFT copies or trains much of the base model for it.", "Leave it out."],
};
