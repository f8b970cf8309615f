import { tableIndex } from "../config/table.ts";
import { configClasses } from "../finding/class.ts";
import type { PeftConfig } from "../finding/rule.ts";
import { pyRecord } from "../peft/value.ts";
import { type AdapterDocument, parseAdapterConfig } from "./document.ts";
import { editText, type PyRecord } from "./edit.ts";

/**
 * The text of a document: that of its file, character for character, if `config` and `extra` are as
 * they were read. If they are not, only the values that differ are written anew; the spelling of all
 * others, the order of keys, indentation and line ends stay.
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
  const before = parseAdapterConfig(source.text);
  const text =
    before.config === null || config === null
      ? source.text
      : editText(source.text, editableRecord(before.config), editableRecord(config));
  return editText(text, before.extra, extra);
}

/** The config under PEFT's names, its lists in the order they have. */
function editableRecord(config: PeftConfig): PyRecord {
  const { fields } = configClasses[config.peftType];
  const values: Readonly<Record<string, unknown>> = { ...config };
  const record = pyRecord(fields, values);
  for (const { name, peft } of tableIndex(fields).fields) {
    if (Array.isArray(values[name])) record[peft] = values[name];
  }
  return record;
}
