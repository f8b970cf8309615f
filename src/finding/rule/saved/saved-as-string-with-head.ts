import type { Rule } from "../../rule.ts";
import { headsOf } from "../target/heads.ts";
import { splitNames } from "./split.ts";

/**
 * `modulesToSave` is a list to which PEFT can append the head of a classifier.
 *
 * @breaks { modulesToSave: "score", taskType: "SEQ_CLS" }
 * @keeps { modulesToSave: "score", taskType: "CAUSAL_LM" }
 * @see peft/peft_model.py PeftModelForSequenceClassification.__init__
 */
export const savedAsStringWithHead: Rule<{ names: readonly string[] }> = {
  code: "saved-as-string-with-head",
  stage: "injection",
  raises: "AttributeError",
  reads: ["modulesToSave"],
  find({ modulesToSave, taskType }, report) {
    if (typeof modulesToSave !== "string" || headsOf(taskType).length === 0) return;
    // Other tasks append the head last: before, PEFT may try to train a list of modules, a TypeError.
    const raises = taskType === "SEQ_CLS" ? "AttributeError" : "Exception";
    report(["modulesToSave"], { names: splitNames(modulesToSave) }, { raises });
  },
  words: [
    "With this `taskType`, PEFT appends the head to `modulesToSave`, which must be a list, not a string",
    "Write `modulesToSave: {names}`.",
  ],
};
