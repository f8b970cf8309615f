import type { Rule } from "../../rule.ts";
import { findIf } from "../form.ts";

/**
 * aLoRA is for the task CAUSAL_LM.
 *
 * @breaks { aloraInvocationTokens: [1] }
 * @keeps { aloraInvocationTokens: [1], taskType: "CAUSAL_LM" }
 * @see peft/tuners/lora/config.py LoraConfig.__post_init__
 */
export const aloraTaskType: Rule = {
  code: "alora-task-type",
  stage: "warned",
  ...findIf(
    "aloraInvocationTokens",
    ({ aloraInvocationTokens, taskType }) =>
      aloraInvocationTokens !== null && taskType !== "CAUSAL_LM",
  ),
  words: [
    '`aloraInvocationTokens` needs `taskType: "CAUSAL_LM"`; PEFT warns.',
    'Write `taskType: "CAUSAL_LM"`.',
  ],
};
