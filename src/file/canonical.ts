import { tableIndex } from "../config/table.ts";
import { corda } from "../field/corda.ts";
import { eva } from "../field/eva.ts";
import type { FieldTable } from "../field/field.ts";
import { PEFT_VERSION } from "../field/version.ts";
import { configClasses } from "../finding/class.ts";
import type { PeftConfig } from "../finding/rule.ts";
import { pythonJson } from "../peft/json.ts";
import { isPyRecord, PyFloat, type PyValue, pyRecord, pyValue } from "../peft/value.ts";
import { readJson } from "./decoder.ts";
import type { AdapterDocument } from "./document.ts";
import type { PyRecord } from "./edit.ts";
import { type JsonNumber, plainValue } from "./node.ts";
import { stringifyAdapterConfig } from "./stringify.ts";

/**
 * The text that PEFT writes after it has loaded a document with a config: missing keys filled in,
 * unknown ones dropped, sets sorted, and every value as the file has it, oddities included.
 *
 * @see peft/config.py PeftConfigMixin.from_pretrained and save_pretrained
 */
export function canonicalText(document: AdapterDocument & { readonly config: PeftConfig }): string {
  const text = stringifyAdapterConfig(document);
  const root = readJson(text).value;
  if (root?.kind !== "object") return text;
  const given = plainValue(root, (number) => pyNumber(number, text)) as PyRecord;
  const { peftType } = document.config;
  const record = loadRecord(configClasses[peftType].fields, given);
  constructRecord(record);
  return pythonJson({ ...record, peft_type: peftType });
}

/** A number as Python's json reads it. */
function pyNumber({ kind, value, start, end }: JsonNumber, text: string): PyValue {
  if (kind === "float") return new PyFloat(value);
  return Number.isSafeInteger(value) ? value : BigInt(text.slice(start, end));
}

/** Takes the fields of a class from a dict, as its constructor does. */
function loadRecord(table: FieldTable, given: PyRecord): Record<string, PyValue> {
  const { fields, defaults } = tableIndex(table);
  const record: Record<string, PyValue> = pyRecord(table, defaults);
  for (const { peft, kind, unsaved, computed } of fields) {
    const value = given[peft];
    if (value === undefined || unsaved || computed) continue;
    if (kind.is === "config" && !kind.orEmpty && isPyRecord(value)) {
      record[peft] = loadRecord(kind.table.fields, value);
    } else record[peft] = Array.isArray(value) ? pyValue(kind, value) : value;
  }
  return record;
}

/** {@link construct} for a record of PEFT's. */
function constructRecord(record: Record<string, PyValue>): void {
  record.peft_version ??= PEFT_VERSION;
  const { init_lora_weights: init, loftq_config: loftq = null, eva_config: evaConfig } = record;
  if (init === "loftq") return;
  if (isPyRecord(loftq) && Object.keys(loftq).length > 0) record.loftq_config = {};
  else if (init === "eva") record.eva_config ??= loadRecord(eva.fields, {});
  else if (evaConfig === null && init === "corda") {
    record.corda_config ??= loadRecord(corda.fields, {});
  }
}
