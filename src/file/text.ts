import { PeftConfigError } from "../finding/error.ts";
import type { PeftConfig } from "../finding/rule.ts";
import { dictRecord } from "../peft/dict.ts";
import { pythonJson } from "../peft/json.ts";
import type { ReleaseOptions } from "../peft/release.ts";
import { canonicalText } from "./canonical.ts";
import type { AdapterDocument } from "./document.ts";

/**
 * The text of adapter_config.json, byte for byte as PEFT's `save_pretrained` writes it: two spaces,
 * keys sorted, non-ASCII escaped, no final newline. Target and exclude lists, whose order changes
 * from run to run in PEFT, are sorted.
 *
 * For a document it is what PEFT writes after loading that file: missing keys filled in, unknown
 * ones dropped, numbers and oddities as the file has them.
 *
 * @param source A config, or a document that `parseAdapterConfig` returned.
 * @param options `peftVersion`: an older release to write for, see {@link toPeftDict}.
 * @throws {PeftConfigError} If a document has no config, or the older release cannot express the config.
 * @throws {RangeError} If this library knows no such release.
 * @example
 * ```ts
 * toAdapterConfigJson(loraConfig({ r: 16 })).includes('"r": 16'); // true
 * ```
 * @see peft/config.py PeftConfigMixin.save_pretrained
 */
export function toAdapterConfigJson(
  source: PeftConfig | AdapterDocument,
  options: ReleaseOptions = {},
): string {
  if (!("dialect" in source)) return pythonJson(dictRecord(source, options));
  const { config, diagnostics } = source;
  if (config === null) throw new PeftConfigError(diagnostics);
  return options.peftVersion === undefined
    ? canonicalText({ ...source, config })
    : pythonJson(dictRecord(config, options));
}
