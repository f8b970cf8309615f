import { byCodePoint } from "../config/order.ts";
import { asciiString } from "../peft/json.ts";
import { type Change, type Edit, gatherEdits } from "./change.ts";
import { type FileLayout, inOrder, type JsonSpacing, layoutOf, lineIndent } from "./layout.ts";
import { type JsonArray, type JsonNode, type JsonObject, nodeAt } from "./node.ts";
import { type Gaps, gapsOf, type Slot, slotsOf } from "./slot.ts";

/** Writes a value as JSON with the spacing given: line ends as LF, the first line not indented. */
export type WriteJson<Value> = (value: Value, spacing: JsonSpacing) => string;

/**
 * Changes values in a JSON text and leaves every other character as it is: the spelling of numbers,
 * the order of keys, indentation, line ends, the final newline.
 *
 * A new key looks like its neighbours. Where the keys stand in Python's order it goes to its place,
 * otherwise to the end. A list or object that took one line is replaced by one that does.
 *
 * @param root What {@link readJson} made of the text.
 * @param write Writes the new values, as Python's json.dumps does with that spacing.
 * @throws RangeError if an edit is for an object or list that is not there.
 *
 * @example
 * ```ts
 * const text = '{\n  "lora_dropout": 5e-02,\n  "r": 8\n}';
 * const { value } = readJson(text);
 * if (value) applyEdits(text, value, [{ op: "set", path: ["r"], value: 16 }], String);
 * // '{\n  "lora_dropout": 5e-02,\n  "r": 16\n}'
 * ```
 */
export function applyEdits<Value>(
  text: string,
  root: JsonNode,
  edits: readonly Edit<Value>[],
  write: WriteJson<Value>,
): string {
  const page: Page<Value> = { text, layout: layoutOf(text, root), write };
  const changed = rewrite(page, root, gatherEdits(root, edits), false);
  return text.slice(0, root.start) + changed + text.slice(root.end);
}

const LINE_END = /[\r\n]/;

/** What is written on, and how. */
interface Page<Value> {
  readonly text: string;
  readonly layout: FileLayout;
  readonly write: WriteJson<Value>;
}

/** The new text of a node; `inline` if the one around it takes one line. */
function rewrite<Value>(
  page: Page<Value>,
  node: JsonNode,
  change: Change<Value> | undefined,
  inline: boolean,
): string {
  const old = page.text.slice(node.start, node.end);
  if (change === undefined) return old;
  if (change.value !== null) {
    const filled = typeof node.value === "object" && node.value !== null && node.value.length > 0;
    const oneLine = inline || (filled && !LINE_END.test(old));
    return written(page, change.value.is, lineIndent(page.text, node.start), oneLine);
  }
  return node.kind === "object" || node.kind === "array" ? rebuilt(page, node, change) : old;
}

/** Writes a new value into a line that is indented by `indent`. */
function written<Value>(page: Page<Value>, value: Value, indent: string, oneLine: boolean): string {
  const { comma, colon, newline, indent: step } = page.layout;
  const json = page.write(value, { indent: oneLine ? "" : step, comma, colon });
  return json.replaceAll("\n", newline + indent);
}

/** An entry of an object or list as it is to be written. */
interface Entry {
  readonly step: string | number;
  /** What stood before it; null for an entry that takes the place or the look of others. */
  readonly before: string | null;
  readonly body: string;
  readonly after: string;
  /** True for the entry that was the last: what stood after it was the closing bracket. */
  readonly wasLast: boolean;
}

/** Puts an object or list together again, from its old entries and the new ones. */
function rebuilt<Value>(
  page: Page<Value>,
  parent: JsonObject | JsonArray,
  change: Change<Value>,
): string {
  const { text, layout } = page;
  const slots = slotsOf(text, parent);
  const gaps = gapsOf(text, layout, parent, slots);
  const entries = keptEntries(page, parent, slots, change);
  if (parent.kind === "object") addKeys(page, parent, entries, change, gaps);
  else insertItems(page, parent, entries, change, gaps);
  const [opening, closing] = [text.charAt(parent.start), text.charAt(parent.end - 1)];
  const last = entries.length - 1;
  if (last < 0) return slots.length > 0 ? opening + closing : text.slice(parent.start, parent.end);
  const inner = entries.map(({ before, body, after, wasLast }, index) => {
    const lead = index === 0 ? gaps.first : (before ?? gaps.rest);
    if (index === last) return lead + body + (wasLast ? after : gaps.closing);
    return `${lead}${body}${wasLast ? "" : after},`;
  });
  return opening + inner.join("") + closing;
}

/** The entries that are not removed, each with the changes within it. */
function keptEntries<Value>(
  page: Page<Value>,
  parent: JsonObject | JsonArray,
  slots: readonly Slot[],
  change: Change<Value>,
): Entry[] {
  const entries: Entry[] = [];
  for (const [index, { step, start, node, before, after }] of slots.entries()) {
    const part = change.parts.get(step);
    if (part?.removed) continue;
    // Of a repeated key the last one counts, and only that one is changed.
    const counts = part !== undefined && nodeAt(parent, [step]) === node;
    const value = rewrite(page, node, counts ? part : undefined, !LINE_END.test(before));
    const body = page.text.slice(start, node.start) + value;
    const wasLast = index === slots.length - 1;
    entries.push({ step, before: index === 0 ? null : before, body, after, wasLast });
  }
  return entries;
}

function addKeys<Value>(
  page: Page<Value>,
  parent: JsonObject,
  entries: Entry[],
  { added }: Change<Value>,
  gaps: Gaps,
): void {
  const sorted = parent.value.length > 1 ? inOrder(parent) : page.layout.sortedKeys;
  for (const [key, value] of added) {
    const follower = sorted
      ? entries.findIndex(({ step }) => byCodePoint(String(step), key) > 0)
      : -1;
    const body = asciiString(key) + page.layout.colon + newValue(page, parent, value, gaps);
    const entry: Entry = { step: key, before: null, body, after: "", wasLast: false };
    entries.splice(follower < 0 ? entries.length : follower, 0, entry);
  }
}

function insertItems<Value>(
  page: Page<Value>,
  parent: JsonArray,
  entries: Entry[],
  { inserted }: Change<Value>,
  gaps: Gaps,
): void {
  for (const [position, values] of inserted) {
    const follower = entries.findIndex(({ step }) => Number(step) >= position);
    const fresh = values.map(
      (value): Entry => ({
        // Half a step before, so that a later insertion at this position does not come between.
        step: position - 0.5,
        before: null,
        body: newValue(page, parent, value, gaps),
        after: "",
        wasLast: false,
      }),
    );
    entries.splice(follower < 0 ? entries.length : follower, 0, ...fresh);
  }
}

/** The text of a value that is put between others. */
function newValue<Value>(
  page: Page<Value>,
  parent: JsonNode,
  value: Value,
  { rest }: Gaps,
): string {
  const oneLine = !LINE_END.test(rest);
  const indent = oneLine ? lineIndent(page.text, parent.start) : rest.replace(/[\r\n]/g, "");
  return written(page, value, indent, oneLine);
}
