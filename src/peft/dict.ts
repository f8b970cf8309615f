import { type CheckResult, inspect, type PeftConfig } from "../finding/check.ts";
import { configClasses } from "../finding/class.ts";
import { PeftConfigError } from "../finding/error.ts";
import type { TrustOptions } from "../finding/rule.ts";
import { checkRelease, type ReleaseOptions } from "./release.ts";
import { isAtLeast, releaseOf } from "./releases.ts";
import { isUntouched } from "./settings.ts";
import { isPyList, isPyRecord, PyFloat, type PyValue, pyRecord } from "./value.ts";

/** A config under PEFT's own names, as plain JSON data. */
export type PeftDict = Readonly<Record<string, unknown>>;

/**
 * The record of a config as PEFT's `to_dict` returns it, or as that of a release does: no
 * runtime_config.
 *
 * @throws {PeftConfigError} If the release cannot express the config.
 */
export function dictRecord(
  config: PeftConfig,
  { peftVersion }: ReleaseOptions = {},
): Record<string, PyValue> {
  const table = configClasses[config.peftType].fields;
  if (peftVersion === undefined) return pyRecord(table, { ...config });
  const release = releaseOf(peftVersion);
  const diagnostics = checkRelease(config, release);
  if (diagnostics.some(({ severity }) => severity === "error")) {
    throw new PeftConfigError(diagnostics);
  }
  return {
    ...pyRecord(table, { ...config, peftVersion: release }, release),
    // Before 0.4.0 these two had null as their default.
    ...(isUntouched(config) &&
      !isAtLeast(release, "0.4.0") && { lora_alpha: null, lora_dropout: null }),
  };
}

/**
 * The dict that `config.to_dict()` gives in PEFT, with its keys in PEFT's order. Target and
 * exclude lists, which are sets in Python, are sorted.
 *
 * For an older release, fields that it does not know are left out where they are at their default,
 * and `peft_version`, which PEFT writes from 0.18.0 on, is that release.
 *
 * @throws {PeftConfigError} If that release cannot express the config. Its diagnostics have the codes
 * `release-field-unknown` and `release-semantics`.
 * @throws {RangeError} If this library knows no such release.
 * @example
 * ```ts
 * toPeftDict(loraConfig({ loraAlpha: 32 })).lora_alpha; // 32
 * "use_dora" in toPeftDict(loraConfig({ r: 16 }), { peftVersion: "0.8.2" }); // false
 * ```
 * @see peft/config.py PeftConfigMixin.to_dict
 */
export function toPeftDict(config: PeftConfig, options?: ReleaseOptions): PeftDict {
  return plain(dictRecord(config, options)) as PeftDict;
}

function plain(value: PyValue): unknown {
  if (value instanceof PyFloat) return value.value;
  if (isPyList(value)) return value.map(plain);
  if (!isPyRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]));
}

/**
 * The config of a dict under PEFT's names, such as a parsed adapter_config.json. Whatever PEFT loads
 * is loaded, with warnings where it is odd; whatever PEFT would refuse is an error. Never throws.
 *
 * @param dict The dict; anything else is an error.
 * @param options Whether its author is trusted: `{ trust: "untrusted" }` refuses what PEFT should not do
 *   for a stranger.
 * @example
 * ```ts
 * const result = fromPeftDict({ peft_type: "LORA", r: 16, lora_alpha: 32 });
 * result.ok && result.config.loraAlpha; // 32
 * ```
 * @see peft/config.py PeftConfigMixin.from_peft_type
 */
export function fromPeftDict(dict: unknown, options?: TrustOptions): CheckResult {
  return inspect(dict, "peft", { context: options });
}
