import { byCodePoint } from "../config/order.ts";
import { fieldTables, type NamedField, tableIndex } from "../config/table.ts";
import type { FieldTable, Kind } from "../field/field.ts";
import { PEFT_VERSION } from "../field/version.ts";
import { pythonJson } from "../peft/json.ts";
import { isPyRecord, PyFloat, type PyValue, pyRecord, pyValue } from "../peft/value.ts";
import type { JsonNode, JsonNumber } from "./node.ts";

/**
 * The text that PEFT writes after it has loaded a file of LoRA or AdaLoRA: missing keys filled in,
 * unknown ones dropped, sets sorted, and every value as the file has it, oddities included.
 *
 * @see peft/config.py PeftConfigMixin.from_pretrained and save_pretrained
 */
export function canonicalText(root: JsonNode, text: string): string {
  const given = pyNode(root, text);
  if (!isPyRecord(given)) return pythonJson(given);
  const peftType = given.peft_type === "ADALORA" ? "ADALORA" : "LORA";
  const record = loaded(fieldTables[peftType], given);
  constructRecord(record);
  return pythonJson({ ...record, peft_type: peftType });
}

/** A node as Python's json reads it. Of repeated keys the last wins. */
function pyNode(node: JsonNode, text: string): PyValue {
  switch (node.kind) {
    case "array":
      return node.value.map((item) => pyNode(item, text));
    case "object":
      return Object.fromEntries(node.value.map(({ key, node: part }) => [key, pyNode(part, text)]));
    case "float":
      return new PyFloat(node.value);
    case "int":
      return pyInteger(node, text);
    default:
      return node.value;
  }
}

function pyInteger({ value, start, end }: JsonNumber, text: string): number | bigint {
  return Number.isSafeInteger(value) ? value || 0 : BigInt(text.slice(start, end));
}

/** The fields of a class as its constructor takes them from a dict. */
function loaded(
  table: FieldTable,
  given: Readonly<Record<string, PyValue>>,
): Record<string, PyValue> {
  const { fields, defaults } = tableIndex(table);
  const record: Record<string, PyValue> = pyRecord(table, defaults);
  for (const field of fields) {
    if (field.unsaved || field.computed || !Object.hasOwn(given, field.peft)) continue;
    record[field.peft] = loadedValue(field, given[field.peft] ?? null);
  }
  return record;
}

function loadedValue({ kind }: NamedField, given: PyValue): PyValue {
  if (kind.is === "config" && !kind.orEmpty && isPyRecord(given)) {
    return loaded(kind.table.fields, given);
  }
  return isSet(kind) && isList(given) ? sortedSet(given) : given;
}

const isSet = (kind: Kind): boolean =>
  kind.is === "list" ? kind.set === true : kind.is === "either" && kind.of.some(isSet);

const isList = (value: PyValue): value is readonly PyValue[] => Array.isArray(value);

function sortedSet(items: readonly PyValue[]): readonly PyValue[] {
  return [...new Set(items)].sort((a, b) => byCodePoint(String(a), String(b)));
}

/** {@link construct} for a record of PEFT's. */
function constructRecord(record: Record<string, PyValue>): void {
  record.peft_version ??= PEFT_VERSION;
  const { init_lora_weights: init, loftq_config: loftq, eva_config: eva } = record;
  if (init === "loftq") return;
  if (isTruthy(loftq ?? null)) record.loftq_config = {};
  else if (init === "eva") record.eva_config ??= defaultRecord("evaConfig");
  else if (eva === null && init === "corda") record.corda_config ??= defaultRecord("cordaConfig");
}

const isTruthy = (value: PyValue): boolean =>
  isPyRecord(value)
    ? Object.keys(value).length > 0
    : Array.isArray(value)
      ? value.length > 0
      : !!value;

function defaultRecord(name: "evaConfig" | "cordaConfig"): PyValue {
  const kind = fieldTables.LORA[name]?.kind;
  return kind?.is === "config" ? pyValue(kind, tableIndex(kind.table.fields).defaults) : null;
}
