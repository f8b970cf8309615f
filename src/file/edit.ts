import { byCodePoint } from "../config/order.ts";
import { asciiString, pythonJson } from "../peft/json.ts";
import { isPyRecord, type PyValue } from "../peft/value.ts";
import { type Entry, frameOf, joined, type OldEntry } from "./entry.ts";
import { readJson } from "./json.ts";
import { inOrder, isOneLine, type Layout, layoutOf, lineIndent } from "./layout.ts";
import { type JsonObject, memberOf } from "./node.ts";

/** The values of an object by key. */
export type PyRecord = Readonly<Record<string, PyValue>>;

/**
 * The text of an object whose values turn from `before` into `after`. Only the innermost values that
 * differ are written anew. Every other character stays: the spelling of numbers, the order of keys,
 * indentation, line ends, comments, and the entries whose keys are in neither record.
 *
 * A new key looks like its neighbours. Where the keys stand in Python's order it goes to its place,
 * otherwise to the end. A list or object that took one line is replaced by one that does.
 *
 * @example
 * ```ts
 * const text = '{\n  "lora_dropout": 5e-02,\n  "r": 8\n}';
 * editedText(text, { r: 8 }, { r: 16 }); // '{\n  "lora_dropout": 5e-02,\n  "r": 16\n}'
 * ```
 */
export function editedText(text: string, before: PyRecord, after: PyRecord): string {
  if (isSame(before, after)) return text;
  const root = readJson(text).value;
  if (root?.kind !== "object") return text;
  const object = objectText(layoutOf(text, root), root, before, after);
  return text.slice(0, root.start) + object + text.slice(root.end);
}

function isSame(before: PyValue | undefined, after: PyValue): boolean {
  return before !== undefined && pythonJson(before) === pythonJson(after);
}

/** Puts an object together again, from the entries that stay and the new ones. */
function objectText(layout: Layout, object: JsonObject, before: PyRecord, after: PyRecord): string {
  const was = new Map(Object.entries(before));
  const is = new Map(Object.entries(after));
  const frame = frameOf(layout, object);
  const entries = frame.entries
    .filter(({ key }) => is.has(key) || !was.has(key))
    .map((entry): Entry => changed(layout, object, entry, was.get(entry.key), is.get(entry.key)));
  const isSorted = object.value.length > 1 ? inOrder(object) : layout.sortedKeys;
  for (const [key, value] of is) {
    if (memberOf(object, key) !== undefined || isSame(was.get(key), value)) continue;
    const follower = isSorted ? entries.findIndex((entry) => byCodePoint(entry.key, key) > 0) : -1;
    const position = follower < 0 ? entries.length : follower;
    entries.splice(position, 0, newEntry(layout, frame.lead, key, value));
  }
  if (entries.length > 0) return joined(frame, entries);
  return object.value.length > 0 ? "{}" : layout.text.slice(object.start, object.end);
}

/** An entry with its new value. Of a repeated key the last one counts, and only that one changes. */
function changed(
  layout: Layout,
  object: JsonObject,
  entry: OldEntry,
  before: PyValue | undefined,
  after: PyValue | undefined,
): Entry {
  const { key, lead, member } = entry;
  const stays = after === undefined || isSame(before, after);
  if (stays || member !== memberOf(object, key)) return entry;
  const { text } = layout;
  const { start, node } = member;
  const name = text.slice(start, node.start);
  if (node.kind === "object" && before !== undefined && isPyRecord(before) && isPyRecord(after)) {
    return { ...entry, body: name + objectText(layout, node, before, after) };
  }
  const isFilled = Array.isArray(node.value) && node.value.length > 0;
  const isInline = isOneLine(lead) || (isFilled && isOneLine(text.slice(node.start, node.end)));
  const indent = isInline ? null : lineIndent(text, node.start);
  return { ...entry, body: name + written(layout, after, indent) };
}

function newEntry(layout: Layout, lead: string, key: string, value: PyValue): Entry {
  const indent = isOneLine(lead) ? null : lead.replace(/[\r\n]+/, "");
  const body = asciiString(key) + layout.colon + written(layout, value, indent);
  return { key, lead, body, trail: "", member: null };
}

/** A value on lines that are indented so; on one line for null. */
function written(layout: Layout, value: PyValue, indent: string | null): string {
  if (indent === null) return pythonJson(value, { ...layout, indent: "" });
  return pythonJson(value, layout).replaceAll("\n", layout.newline + indent);
}
