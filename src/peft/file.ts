import type { PeftConfig } from "../diagnostic/check.ts";
import { dictRecord } from "./dict.ts";
import { pythonJson } from "./json.ts";

/**
 * The text of adapter_config.json, byte for byte as PEFT's `save_pretrained` writes it: two spaces,
 * keys sorted, non-ASCII escaped, no final newline. Target and exclude lists, whose order changes
 * from run to run in PEFT, are sorted.
 *
 * @example
 * ```ts
 * toAdapterConfigJson(loraConfig({ r: 16 })).includes('"r": 16'); // true
 * ```
 * @see peft/config.py PeftConfigMixin.save_pretrained
 */
export function toAdapterConfigJson(config: PeftConfig): string {
  return pythonJson(dictRecord(config));
}
