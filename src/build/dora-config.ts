import type { Documented, DoraConfigInput, ValidDora } from "../config/input.ts";
import { isPlainObject } from "../config/shape.ts";
import type { LoraConfig } from "../config/types.ts";
import { buildConfig } from "./build.ts";

/**
 * A DoRA config: a LoRA config with `useDora: true`. DoRA trains the magnitude m of each weight
 * apart from its direction: W = m · V / ‖V‖, where LoRA updates V.
 *
 * @param input Fields that differ from PEFT's defaults.
 * @returns Deeply readonly plain data.
 * @throws {PeftConfigError} As {@link loraConfig}, and for what DoRA excludes: loraBias, other
 * variants, megatronConfig.
 * @example
 * ```ts
 * const config = doraConfig({ r: 16, loraAlpha: 32, targetModules: ["q_proj", "v_proj"] });
 * config.useDora; // true
 * ```
 * @see peft/tuners/lora/dora.py; DoRA: https://huggingface.co/papers/2402.09353
 */
export function doraConfig<const Input extends ValidDora<Input>>(
  input: Input & Documented<DoraConfigInput>,
): LoraConfig {
  return buildConfig(withDora(input), "LORA");
}

/** The input with useDora on; what cannot be copied is for the check to refuse. */
function withDora(input: unknown): unknown {
  try {
    if (!isPlainObject(input)) return input;
    // Descriptors, so that a getter that throws is met, and reported, where fields are read.
    const own = Object.getOwnPropertyDescriptors(input);
    return Object.defineProperties({}, { ...own, useDora: { value: true, enumerable: true } });
  } catch {
    return input;
  }
}
