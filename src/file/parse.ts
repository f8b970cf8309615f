import { canonicalText } from "./canonical.ts";
import { type AdapterDocument, readDocument } from "./document.ts";

/**
 * Reads a file called adapter_config.json, of any age and origin, and loses nothing of it. Never
 * throws on content: whatever is wrong is a diagnostic with its line and column.
 *
 * @param input The file's text, or its bytes.
 * @example
 * ```ts
 * const document = parseAdapterConfig('{"peft_type": "LORA", "r": 16, "enable_lora": null}');
 * document.config?.peftType; // "LORA"
 * document.extra; // { enable_lora: null }
 * document.diagnostics[0]?.column; // 32
 * ```
 * @see peft/config.py PeftConfigMixin.from_pretrained
 */
export function parseAdapterConfig(input: string | Uint8Array): AdapterDocument {
  return { ...readDocument(input), canonicalText };
}
