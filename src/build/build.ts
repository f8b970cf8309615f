import type { ConfigTypes } from "../config/types.ts";
import type { PeftType } from "../field/base.ts";
import { type CheckResult, inspectInput, type PeftConfig } from "../finding/check.ts";
import { PeftConfigError } from "../finding/error.ts";

/** The config of a builder's input, or a {@link PeftConfigError}. */
export function buildConfig<Type extends PeftType>(
  input: unknown,
  peftType: Type,
): ConfigTypes[Type] {
  return unwrapResult(inspectInput(input, peftType)) as ConfigTypes[Type];
}

/** The config that passed a check, frozen, or a {@link PeftConfigError}. */
export function unwrapResult<Config extends PeftConfig>(result: CheckResult<Config>): Config {
  if (!result.ok) throw new PeftConfigError(result.diagnostics);
  return freeze(result.config);
}

/** Freezes a value and everything in it. */
export function freeze<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null) return value;
  for (const part of Object.values(value)) freeze(part);
  return Object.freeze(value);
}
