import { isFilled } from "../../../config/shape.ts";
import type { Rule } from "../../rule.ts";
import { findAt } from "../form.ts";
import { patternFields } from "../names.ts";

/**
 * An initialisation that changes the base weights comes without `useRslora` or without patterns, so
 * that the adapter can be converted for the original weights.
 *
 * @breaks { useRslora: true, rankPattern: { q_proj: 4 }, initLoraWeights: "pissa_niter_4" }
 * @keeps { useRslora: true, rankPattern: { q_proj: 4 }, initLoraWeights: "gaussian" }
 * @see peft/tuners/lora/config.py LoraConfig.__post_init__
 */
export const rsloraPatternsConversion: Rule<{ patterns: readonly string[] }> = {
  code: "rslora-patterns-conversion",
  stage: "warned",
  ...findAt("useRslora", (config) => {
    const { useRslora, initLoraWeights: init } = config;
    if (!useRslora || typeof init !== "string") return undefined;
    if (!init.startsWith("pissa") && !["corda", "olora", "lora_ga"].includes(init))
      return undefined;
    const patterns = patternFields.filter((field) => isFilled(config[field]));
    return patterns.length > 0 && { patterns };
  }),
  words: [
    "With `useRslora` and {.patterns}, save_pretrained cannot convert this adapter (path_initial_model_for_weight_conversion).",
    "To convert the adapter, remove {.patterns} or `useRslora`.",
  ],
};
