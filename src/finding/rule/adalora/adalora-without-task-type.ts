import type { AdaLoraConfig } from "../../../config/types.ts";
import type { NoData, Rule } from "../../rule.ts";

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
  find({ taskType }, report) {
    if (taskType === null) report(["taskType"], {});
  },
  words: (_, say) => [
    `Without ${say.name("taskType")} PEFT silently leaves out the orthogonality loss, so ${say.name("orthRegWeight")} has no effect.`,
    `Write the task, such as ${say.setting("taskType", "CAUSAL_LM")}.`,
  ],
};
