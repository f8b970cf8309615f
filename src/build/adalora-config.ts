import type { AdaLoraConfigInput, Documented, ValidAdaLora } from "../config/input.ts";
import type { AdaLoraConfig } from "../config/types.ts";
import { buildConfig } from "./build.ts";

/**
 * An AdaLoRA config: every module starts at rank `initR` and is pruned, while it trains, to a
 * budget of `targetR` per module on average.
 *
 * @param input Fields that differ from PEFT's defaults, `totalStep` among them; or a config, changed
 * or not.
 * @returns Deeply readonly plain data.
 * @throws {PeftConfigError} If PEFT would refuse it, or it is never intended; with all findings.
 * @example
 * ```ts
 * const config = adaLoraConfig({ initR: 12, targetR: 8, tinit: 200, tfinal: 1000, totalStep: 10000 });
 * config.deltaT; // 1
 * ```
 * @see peft/tuners/adalora/config.py; AdaLoRA: https://huggingface.co/papers/2303.10512
 */
export function adaLoraConfig<const Input extends ValidAdaLora<Input>>(
  input: Input & Documented<AdaLoraConfigInput>,
): AdaLoraConfig {
  return buildConfig(input, "ADALORA");
}
