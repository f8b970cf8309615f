import { fieldTables, tableIndex } from "../config/table.ts";
import type { PeftConfig } from "../diagnostic/check.ts";
import { pyRecord } from "../peft/value.ts";
import { type AdapterDocument, readDocument } from "./document.ts";
import { editedText, type PyRecord } from "./edit.ts";

/**
 * The text of a document: that of its file, character for character, where `config` and `extra`
 * are as they were read. Where they are not, only the values that differ are written anew; the
 * spelling of all others, the order of keys, indentation and line ends stay.
 *
 * @example
 * ```ts
 * const document = parseAdapterConfig('{ "peft_type": "LORA", "lora_dropout": 5e-02, "r": 8 }');
 * if (document.config?.peftType === "LORA") {
 *   const config = { ...document.config, r: 16 };
 *   stringifyAdapterConfig({ ...document, config }); // '{ "peft_type": "LORA", "lora_dropout": 5e-02, "r": 16 }'
 * }
 * ```
 */
export function stringifyAdapterConfig({ source, config, extra }: AdapterDocument): string {
  const before = readDocument(source.bytes ?? source.text);
  const text =
    before.config === null || config === null
      ? source.text
      : editedText(source.text, editable(before.config), editable(config));
  return editedText(text, before.extra, extra);
}

/** The config under PEFT's names, lists in the order they have. */
function editable(config: PeftConfig): PyRecord {
  const table = fieldTables[config.peftType];
  const values: Readonly<Record<string, unknown>> = { ...config };
  const record = pyRecord(table, values);
  for (const { name, peft } of tableIndex(table).fields) {
    if (Array.isArray(values[name])) record[peft] = values[name];
  }
  return record;
}
