import type { Rule } from "../../rule.ts";
import { findAt } from "../form.ts";
import { isAllLinear } from "../names.ts";
import { unsparedHeads } from "./heads.ts";

/**
 * "all-linear" spares the head of token classification and question answering.
 *
 * @breaks { targetModules: "all-linear", taskType: "TOKEN_CLS" }
 * @keeps { targetModules: "all-linear", taskType: "SEQ_CLS" }
 * @see peft/peft_model.py PeftModelForTokenClassification.__init__
 * @remarks PEFT accepts a model without the usual head module.
 */
export const allLinearAdaptsHead: Rule<{ heads: readonly string[] }> = {
  code: "all-linear-adapts-head",
  stage: "injection",
  raises: "TypeError",
  ...findAt("targetModules", (config) => {
    const heads = isAllLinear(config.targetModules) ? unsparedHeads(config) : [];
    return heads.length > 0 && { heads };
  }),
  reads: ["taskType"],
  words: [
    '"all-linear" also adapts the head, but with this `taskType`, PEFT fully trains the head',
    "Add {heads&} to `modulesToSave`.",
  ],
};
