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
export const savedAsStringWithHead: Rule<{ taskType: string; names: readonly string[] }> = {
  code: "saved-as-string-with-head",
  stage: "injection",
  raises: "AttributeError",
  reads: ["modulesToSave"],
  find({ modulesToSave, taskType }, report) {
    if (typeof modulesToSave !== "string" || taskType === null) return;
    if (headsOf(taskType).length === 0) return;
    const data = { taskType, names: splitNames(modulesToSave) };
    // Other tasks append the head last: before, PEFT may try to train a list of modules, a TypeError.
    if (taskType === "SEQ_CLS") report(["modulesToSave"], data);
    else report(["modulesToSave"], data, { stage: "injection", raises: "Exception" });
  },
  words: [
    "For {taskType!}, PEFT appends the head to `modulesToSave`, which must be a list, not a string",
    "Write `modulesToSave: {names}`.",
  ],
};
