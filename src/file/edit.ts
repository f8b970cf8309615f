import { byCodePoint } from "../config/order.ts";
import { asciiString, pythonJson } from "../peft/json.ts";
import { isPyRecord, type PyValue } from "../peft/value.ts";
import { readJson } from "./decoder.ts";
import { type Entry, frameOf, joinEntries, type OldEntry } from "./entry.ts";
import { isInOrder, isOneLine, type Layout, layoutOf, lineIndent } from "./layout.ts";
import type { JsonObject } from "./node.ts";

/** The values of an object by key. */
export type PyRecord = Readonly<Record<string, PyValue>>;

/**
 * Edits the text of an object so that its values change from `before` to `after`. Only the innermost
 * values that differ are written anew. Every other character stays: the spelling of numbers, the order
 * of keys, indentation, line ends, comments, and the entries whose keys are in neither record.
 *
 * A new key looks like its neighbours. It goes to its place if the keys are in Python's order, and to
 * the end if they are not. A list or object on one line is replaced by one on one line.
 *
 * @example
 * ```ts
 * const text = '{\n  "lora_dropout": 5e-02,\n  "r": 8\n}';
 * editText(text, { r: 8 }, { r: 16 }); // '{\n  "lora_dropout": 5e-02,\n  "r": 16\n}'
 * ```
 */
export function editText(text: string, before: PyRecord, after: PyRecord): string {
  if (isSame(before, after)) return text;
  const root = readJson(text).value;
  if (root?.kind !== "object") return text;
  const object = editObject(layoutOf(text, root), root, before, after);
  return text.slice(0, root.start) + object + text.slice(root.end);
}

function isSame(before: PyValue | undefined, after: PyValue): boolean {
  return before !== undefined && pythonJson(before) === pythonJson(after);
}

/** The text of an object made of the entries that stay and the new ones. */
function editObject(layout: Layout, object: JsonObject, before: PyRecord, after: PyRecord): string {
  const was = new Map(Object.entries(before));
  const frame = frameOf(layout, object);
  const { lead } = frame;
  const entries: Entry[] = frame.entries.filter(
    ({ key }) => Object.hasOwn(after, key) || !was.has(key),
  );
  const isSorted = object.value.length > 1 ? isInOrder(object) : layout.sortedKeys;
  for (const [key, value] of Object.entries(after)) {
    if (isSame(was.get(key), value)) continue;
    // The last of repeated keys counts, so only that one changes.
    const old = frame.entries.findLast((entry) => entry.key === key);
    if (old !== undefined) old.body = changeBody(layout, old, was.get(key), value);
    else {
      const indent = isOneLine(lead) ? null : lead.replace(/[\r\n]+/, "");
      const body = asciiString(key) + layout.colon + writeValue(layout, value, indent);
      const next = entries.findIndex((entry) => isSorted && byCodePoint(entry.key, key) > 0);
      entries.splice(next < 0 ? entries.length : next, 0, { key, lead, body, trail: "" });
    }
  }
  if (entries.length > 0) return joinEntries(frame, entries);
  return object.value.length > 0 ? "{}" : layout.text.slice(object.start, object.end);
}

/** Writes an entry's key with its new value. */
function changeBody(
  layout: Layout,
  { member: { start, node }, isInline }: OldEntry,
  before: PyValue | undefined,
  after: PyValue,
): string {
  const { text } = layout;
  const name = text.slice(start, node.start);
  if (node.kind === "object" && before !== undefined && isPyRecord(before) && isPyRecord(after)) {
    return name + editObject(layout, node, before, after);
  }
  const isFilled = Array.isArray(node.value) && node.value.length > 0;
  const isShort = isInline || (isFilled && isOneLine(text.slice(node.start, node.end)));
  return name + writeValue(layout, after, isShort ? null : lineIndent(text, node.start));
}

/** Writes a value on lines with this indentation; on one line for null. */
function writeValue(layout: Layout, value: PyValue, indent: string | null): string {
  const spacing = indent === null ? { ...layout, indent: "" } : layout;
  return pythonJson(value, spacing).replaceAll("\n", layout.newline + indent);
}
