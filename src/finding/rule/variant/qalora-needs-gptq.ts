import type { LoraConfig } from "../../../config/types.ts";
import type { NoData, Rule } from "../../rule.ts";
import { findIf } from "../form.ts";

/**
 * `useQalora` is for GPTQ models.
 *
 * @breaks { useQalora: true }
 * @keeps { useQalora: false }
 * @see peft/tuners/lora/gptq.py
 */
export const qaloraNeedsGptq: Rule<NoData, LoraConfig> = {
  code: "qalora-needs-gptq",
  stage: "silent",
  ...findIf("useQalora", ({ useQalora }) => useQalora),
  words: [
    "`useQalora` works only on GPTQ layers; on others PEFT silently trains plain LoRA.",
    "Remove `useQalora`, or load a GPTQ model.",
  ],
};
