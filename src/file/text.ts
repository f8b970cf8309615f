import type { PeftConfig } from "../diagnostic/check.ts";
import { PeftConfigError } from "../diagnostic/error.ts";
import { toAdapterConfigJson as configJson } from "../peft/file.ts";
import type { ReleaseOptions } from "../peft/release.ts";
import type { AdapterDocument } from "./document.ts";

/**
 * The text of adapter_config.json, byte for byte as PEFT's `save_pretrained` writes it: two spaces,
 * keys sorted, non-ASCII escaped, no final newline. Target and exclude lists, whose order changes
 * from run to run in PEFT, are sorted.
 *
 * For a document it is what PEFT writes after loading that file: missing keys filled in, unknown
 * ones dropped, numbers and oddities as the file has them.
 *
 * @param options `peftVersion`: an older release to write for.
 * @throws {PeftConfigError} For a document without a config, or what the older release cannot say.
 * @throws {RangeError} If there is no such release, or none that this library knows.
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
  if (!("dialect" in source)) return configJson(source, options);
  if (source.config === null) throw new PeftConfigError(source.diagnostics);
  return options.peftVersion === undefined
    ? source.canonicalText(source)
    : configJson(source.config, options);
}
