import type { AdaLoraConfig } from "../../../config/types.ts";
import type { NoData, Rule } from "../../rule.ts";
import { findIf } from "../form.ts";

/**
 * AdaLoRA has a `taskType`: without one, PEFT bypasses the forward pass that adds AdaLoRA's loss.
 *
 * @breaks adalora { taskType: null }
 * @keeps adalora { taskType: "SEQ_CLS" }
 * @see peft/peft_model.py PeftModel.forward
 */
export const adaloraWithoutTaskType: Rule<NoData, AdaLoraConfig> = {
  code: "adalora-without-task-type",
  stage: "silent",
  ...findIf("taskType", ({ taskType }) => taskType === null),
  reads: undefined,
  words: [
    "Without `taskType`, PEFT silently leaves out the orthogonality loss, so `orthRegWeight` has no effect.",
    'Write the task, such as `taskType: "CAUSAL_LM"`.',
  ],
};
