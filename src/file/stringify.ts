import { fieldTables, tableIndex } from "../config/table.ts";
import type { PeftConfig } from "../diagnostic/check.ts";
import type { Path } from "../diagnostic/diagnostic.ts";
import type { FieldTable, Kind } from "../field/field.ts";
import { pythonJson } from "../peft/json.ts";
import { isPyRecord, type PyValue, pyValue } from "../peft/value.ts";
import type { Edit } from "./change.ts";
import { type AdapterDocument, readDocument } from "./document.ts";
import { applyEdits } from "./edit.ts";
import { readJson } from "./json.ts";
import { type JsonNode, memberOf } from "./node.ts";

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
export function stringifyAdapterConfig(document: AdapterDocument): string {
  const { text, bytes } = document.source;
  const root = readJson(text).value;
  if (root?.kind !== "object") return text;
  const before = readDocument(bytes ?? text);
  const edits = [
    ...configEdits(root, before.config, document.config),
    ...valueEdits(root, [], before.extra as PyValue, document.extra as PyValue),
  ];
  return edits.length === 0 ? text : applyEdits(text, root, edits, pythonJson);
}

function configEdits(
  root: JsonNode,
  before: PeftConfig | null,
  after: PeftConfig | null,
): readonly Edit<PyValue>[] {
  if (before === null || after === null) return [];
  return valueEdits(root, [], editable(before), editable(after));
}

/** The config under PEFT's names, lists in the order they have. */
function editable(config: PeftConfig): PyValue {
  return record(fieldTables[config.peftType], { ...config });
}

function record(table: FieldTable, values: Readonly<Record<string, unknown>>): PyValue {
  const fields = tableIndex(table).fields.filter(({ unsaved }) => !unsaved);
  return Object.fromEntries(fields.map(({ name, peft, kind }) => [peft, part(kind, values[name])]));
}

function part(kind: Kind, value: unknown): PyValue {
  if (kind.is === "config" && value !== null && Object.keys(value as object).length > 0) {
    return record(kind.table.fields, value as Record<string, unknown>);
  }
  return Array.isArray(value) ? (value as PyValue) : pyValue(kind, value);
}

/** What turns one value into the other, at the innermost places of the text that differ. */
function valueEdits(
  node: JsonNode | undefined,
  path: Path,
  before: PyValue,
  after: PyValue,
): readonly Edit<PyValue>[] {
  if (pythonJson(before) === pythonJson(after)) return [];
  if (node?.kind !== "object" || !isPyRecord(before) || !isPyRecord(after)) {
    return [{ op: "set", path, value: after }];
  }
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key): readonly Edit<PyValue>[] => {
    const inner = [...path, key];
    if (!Object.hasOwn(after, key)) return [{ op: "remove", path: inner }];
    const value = after[key] ?? null;
    if (!Object.hasOwn(before, key)) return [{ op: "set", path: inner, value }];
    return valueEdits(memberOf(node, key)?.node, inner, before[key] ?? null, value);
  });
}
