import { isFilled, type Told, tell } from "../../../config/shape.ts";
import type { LoraConfig } from "../../../config/types.ts";
import type { Rule } from "../../rule.ts";

/**
 * `megatronCore` begins with "megatron." if there is a `megatronConfig`.
 *
 * PEFT imports the module of that name, and no others for safety.
 *
 * @breaks { megatronConfig: { hidden_size: 8 }, megatronCore: "core" }
 * @keeps { megatronConfig: {}, megatronCore: "core" }
 * @see peft/tuners/lora/tp_layer.py dispatch_megatron
 */
export const megatronCore: Rule<{ value: Told }, LoraConfig> = {
  code: "megatron-core",
  stage: "injection",
  raises: "ValueError",
  reads: ["megatronConfig"],
  find({ megatronConfig, megatronCore }, report) {
    if (!isFilled(megatronConfig) || megatronCore?.startsWith("megatron.")) return;
    // PEFT asks null, too, what it begins with.
    const raises = megatronCore === null ? "AttributeError" : "ValueError";
    report(["megatronCore"], { value: tell(megatronCore) }, { raises });
  },
  words: [
    '`megatronCore` is {value}, but must begin with "megatron."',
    'Write `megatronCore: "megatron.core"`.',
  ],
};
