import type { PeftConfig } from "../diagnostic/check.ts";
import { dictRecord } from "./dict.ts";
import { pythonJson } from "./json.ts";
import type { ReleaseOptions } from "./release.ts";

/**
 * The text of adapter_config.json, byte for byte as PEFT's `save_pretrained` writes it: two spaces,
 * keys sorted, non-ASCII escaped, no final newline. Target and exclude lists, whose order changes
 * from run to run in PEFT, are sorted.
 *
 * For an older release it is the text that this release writes: see {@link toPeftDict}.
 *
 * @throws {PeftConfigError} If that release cannot say the config.
 * @throws {RangeError} If there is no such release, or none that this library knows.
 * @example
 * ```ts
 * toAdapterConfigJson(loraConfig({ r: 16 })).includes('"r": 16'); // true
 * ```
 * @see peft/config.py PeftConfigMixin.save_pretrained
 */
export function toAdapterConfigJson(config: PeftConfig, options?: ReleaseOptions): string {
  return pythonJson(dictRecord(config, options));
}
