import type { Documented, LoraConfigInput, ValidLora } from "../config/input.ts";
import type { LoraConfig } from "../config/types.ts";
import { buildConfig } from "./build.ts";

/**
 * A LoRA config, complete and checked, as PEFT 0.21's `LoraConfig(...)` would hold it.
 *
 * @param input Fields that differ from PEFT's defaults, or a config, changed or not.
 * @returns Deeply readonly plain data. Warnings are not part of it: `check(config)` gives them.
 * @throws {PeftConfigError} If PEFT would refuse it, or it is never intended; with all findings.
 * @example
 * ```ts
 * const config = loraConfig({ r: 16, loraAlpha: 32, targetModules: ["q_proj", "v_proj"] });
 * config.loraDropout; // 0
 * ```
 * @see peft/tuners/lora/config.py; LoRA: https://huggingface.co/papers/2106.09685
 */
export function loraConfig<const Input extends ValidLora<Input>>(
  input: Input & Documented<LoraConfigInput>,
): LoraConfig {
  return buildConfig(input, "LORA");
}
