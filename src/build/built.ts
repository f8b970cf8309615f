import type { ModelledPeftType } from "../config/table.ts";
import type { AdaLoraConfig, LoraConfig } from "../config/types.ts";
import { type CheckResult, inspect } from "../diagnostic/check.ts";
import { PeftConfigError } from "../diagnostic/error.ts";
import type { Circumstances } from "../diagnostic/rule/rule.ts";

interface ConfigTypes {
  readonly LORA: LoraConfig;
  readonly ADALORA: AdaLoraConfig;
}

/** What `check` says of a builder's input, read as this method, whatever it says; or as the one it says. */
export function inspectInput(
  input: unknown,
  peftType?: ModelledPeftType,
  circumstances: Circumstances = {},
): CheckResult {
  return inspect(input, {
    naming: "typescript",
    strictness: "written",
    circumstances,
    ...(peftType && { peftType }),
  });
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
