import type { Rule } from "../../rule.ts";
import { findNames } from "../form.ts";
import { type NameData, nameSet } from "../names.ts";
import { adaptedHeadsOf } from "./heads.ts";

/**
 * The head of token classification and question answering is not a target.
 *
 * @breaks { targetModules: ["q_proj", "score"], taskType: "TOKEN_CLS" }
 * @keeps { targetModules: ["q_proj", "score"], taskType: "SEQ_CLS" }
 * @see peft/peft_model.py PeftModelForTokenClassification.__init__
 * @remarks PEFT accepts a model without a module of that name.
 */
export const targetIsHead: Rule<NameData> = {
  code: "target-is-head",
  stage: "injection",
  raises: "TypeError",
  ...findNames(["targetModules"], ({ taskType, modulesToSave }) => {
    const saved = nameSet(modulesToSave);
    const heads = adaptedHeadsOf(taskType);
    return (name) => heads.includes(name) && !saved.has(name);
  }),
  reads: ["taskType"],
  words: [
    "With this `taskType`, PEFT fully trains the head {name} and cannot adapt it too",
    "Remove it from `targetModules`; PEFT trains the head anyway.",
  ],
};
