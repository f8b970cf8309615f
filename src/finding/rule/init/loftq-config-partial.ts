import { isFilled } from "../../../config/shape.ts";
import type { LoraConfig } from "../../../config/types.ts";
import { loftq } from "../../../field/loftq.ts";
import type { Rule } from "../../rule.ts";

/**
 * A `loftqConfig` in a file has both its keys: PEFT fills in neither.
 *
 * @breaks file { peft_type: "LORA", init_lora_weights: "loftq", loftq_config: { loftq_bits: 4 } }
 * @keeps file { peft_type: "LORA", init_lora_weights: "loftq", loftq_config: { loftq_bits: 4, loftq_iter: 1 } }
 * @see peft/tuners/lora/layer.py LoraLayer.loftq_init
 */
export const loftqConfigPartial: Rule<{ key: string; usual: unknown }, LoraConfig> = {
  code: "loftq-config-partial",
  stage: "injection",
  raises: "KeyError",
  reads: ["loftqConfig"],
  find({ initLoraWeights, loftqConfig }, report) {
    if (initLoraWeights !== "loftq" || !isFilled(loftqConfig)) return;
    for (const [key, { default: usual }] of Object.entries(loftq.fields)) {
      if (Object(loftqConfig)[key] === undefined) report(["loftqConfig"], { key, usual });
    }
  },
  words: ["`loftqConfig` has no {.key}", "Add `{key}: {usual}` to `loftqConfig`."],
};
