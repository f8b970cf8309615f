import type { AdaLoraConfigInput } from "../config/input.ts";
import type { AdaLoraConfig } from "../config/types.ts";
import { built } from "./built.ts";

/**
 * An AdaLoRA config: every module starts at rank `initR` and is pruned, while it trains, to a
 * budget of `targetR` per module on average.
 *
 * @param input Fields that differ from PEFT's defaults, `totalStep` among them; or a config, changed
 * or not.
 * @returns Deeply readonly plain data.
 * @throws {PeftConfigError} If PEFT would refuse it, or no one can mean it; it says all errors.
 * @example
 * ```ts
 * const config = adaLoraConfig({ initR: 12, targetR: 8, tinit: 200, tfinal: 1000, totalStep: 10000 });
 * config.deltaT; // 1
 * ```
 * @see peft/tuners/adalora/config.py; AdaLoRA: https://huggingface.co/papers/2303.10512
 */
export function adaLoraConfig(input: AdaLoraConfigInput | AdaLoraConfig): AdaLoraConfig {
  return built(input, "ADALORA");
}
