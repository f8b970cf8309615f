import type { ModelledPeftType } from "../config/table.ts";
import type { AdaLoraConfig, LoraConfig } from "../config/types.ts";
import { type CheckResult, inspectInput, type PeftConfig } from "../diagnostic/check.ts";
import { PeftConfigError } from "../diagnostic/error.ts";

interface ConfigTypes {
  readonly LORA: LoraConfig;
  readonly ADALORA: AdaLoraConfig;
}

/** The config of a builder's input, or a {@link PeftConfigError}. */
export function built<Type extends ModelledPeftType>(
  input: unknown,
  peftType: Type,
): ConfigTypes[Type] {
  return configOf(inspectInput(input, peftType)) as ConfigTypes[Type];
}

/** The config that passed a check, frozen, or a {@link PeftConfigError}. */
export function configOf<Config extends PeftConfig>(result: CheckResult<Config>): Config {
  if (!result.ok) throw new PeftConfigError(result.diagnostics);
  return frozen(result.config);
}

/** The value with everything in it frozen. */
export function frozen<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}
