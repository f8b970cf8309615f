import { variants } from "../field/combination.ts";
import { loraFields } from "../field/lora.ts";
import { meets } from "./condition.ts";
import type { LoraConfig } from "./types.ts";

/** The fields that turn a variant of LoRA on in this config. */
export function listVariants(config: LoraConfig): readonly (keyof LoraConfig)[] {
  return variants.flatMap((condition) => {
    const field = condition.field as keyof LoraConfig;
    return meets(condition, config[field], loraFields[field].default) ? [field] : [];
  });
}
