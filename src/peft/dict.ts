import { fieldTables } from "../config/table.ts";
import { type CheckResult, inspect, type PeftConfig } from "../diagnostic/check.ts";
import { PyFloat, type PyValue, pyRecord } from "./value.ts";

/** A config under PEFT's own names, as plain JSON data. */
export type PeftDict = Readonly<Record<string, unknown>>;

/** The record of a config as PEFT's `to_dict` holds it: no runtime_config. */
export function dictRecord(config: PeftConfig): Record<string, PyValue> {
  return pyRecord(fieldTables[config.peftType], { ...config });
}

/**
 * The dict that `config.to_dict()` gives in PEFT, with its keys in PEFT's order. Target and
 * exclude lists, which are sets in Python, are sorted.
 *
 * @example
 * ```ts
 * toPeftDict(loraConfig({ loraAlpha: 32 })).lora_alpha; // 32
 * ```
 * @see peft/config.py PeftConfigMixin.to_dict
 */
export function toPeftDict(config: PeftConfig): PeftDict {
  return plain(dictRecord(config)) as PeftDict;
}

function plain(value: PyValue): unknown {
  if (value instanceof PyFloat) return value.value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(plain);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]));
}

/**
 * The config of a dict under PEFT's names, such as a parsed adapter_config.json. What PEFT loads is
 * loaded, with warnings where it is odd; what PEFT would refuse is an error. Never throws.
 *
 * @example
 * ```ts
 * const result = fromPeftDict({ peft_type: "LORA", r: 16, lora_alpha: 32 });
 * result.ok && result.config.loraAlpha; // 32
 * ```
 * @see peft/config.py PeftConfigMixin.from_peft_type
 */
export function fromPeftDict(dict: unknown): CheckResult {
  return inspect(dict, { naming: "peft", strictness: "existing" });
}
