import type { ModelledPeftType } from "../config/table.ts";
import type { AdaLoraConfig, LoraConfig } from "../config/types.ts";
import { inspectInput } from "../diagnostic/check.ts";
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
  const result = inspectInput(input, peftType);
  if (!result.ok) throw new PeftConfigError(result.diagnostics);
  return frozen(result.config) as ConfigTypes[Type];
}

/** The value with everything in it frozen. */
export function frozen<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}
