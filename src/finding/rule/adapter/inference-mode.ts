import type { Rule } from "../../rule.ts";
import { findIf } from "../form.ts";

/**
 * A config to train with has `inferenceMode` false.
 *
 * @breaks { inferenceMode: true }
 * @keeps { inferenceMode: false }
 * @see peft/tuners/tuners_utils.py inject_adapter
 */
export const inferenceMode: Rule = {
  code: "inference-mode",
  stage: "silent",
  ...findIf("inferenceMode", ({ inferenceMode }) => inferenceMode),
  words: [
    "With `inferenceMode: true`, get_peft_model freezes the adapter.",
    "To train, write `inferenceMode: false`. PEFT itself writes {=true} when it saves.",
  ],
};
