import { byCodePoint } from "../config/order.ts";
import type { Spacing } from "../peft/json.ts";
import { CR, LF } from "./code.ts";
import type { JsonObject } from "./node.ts";

/** A text, and how it is laid out. */
export interface Layout extends Spacing {
  readonly text: string;
  /** The line end of the file; LF where it has none. */
  readonly newline: string;
  /** True if the outermost keys stand in Python's order (`sort_keys=True`), and for less than two. */
  readonly sortedKeys: boolean;
}

/**
 * Reads off a text how it is laid out, so that what is added looks like the rest.
 *
 * @example
 * ```ts
 * const text = '{\n    "r": 8\n}\n';
 * const { value } = readJson(text);
 * if (value?.kind === "object") layoutOf(text, value).indent; // "    "
 * ```
 */
export function layoutOf(text: string, root: JsonObject): Layout {
  const colon = colonOf(text, root);
  return {
    text,
    indent: indentOf(text, root),
    comma: colon.endsWith(" ") ? ", " : ",",
    colon,
    newline: /\r\n?|\n/.exec(text)?.[0] ?? "\n",
    sortedKeys: inOrder(root),
  };
}

/** What the first entry is indented by, beyond the line that its bracket is on. */
function indentOf(text: string, { start, value: [first] }: JsonObject): string {
  if (first === undefined || isOneLine(text.slice(start, first.start))) return "";
  const outer = lineIndent(text, start);
  const inner = lineIndent(text, first.start);
  return inner.startsWith(outer) ? inner.slice(outer.length) : inner;
}

/** The text between the first key and its value, or Python's where there is no key. */
function colonOf(text: string, { value: [first] }: JsonObject): string {
  const between = first === undefined ? "" : text.slice(first.end, first.node.start);
  return /^[ \t]*:[ \t]*$/.test(between) ? between : ": ";
}

/** The white space at the start of the line that `offset` is on. */
export function lineIndent(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset)))?.[0] ?? "";
}

/** Where the line that `offset` is on starts; `least` if it starts before that. */
export function lineStart(text: string, offset: number, least = 0): number {
  let start = offset;
  while (start > least && !isLineEnd(text.charCodeAt(start - 1))) start--;
  return start;
}

const isLineEnd = (code: number): boolean => code === LF || code === CR;

/** True if the keys of an object stand in the order in which Python sorts them. */
export function inOrder(object: JsonObject): boolean {
  return object.value.every(({ key }, index) => {
    const before = object.value[index - 1];
    return before === undefined || byCodePoint(before.key, key) <= 0;
  });
}

/** True for a text without a line end. */
export function isOneLine(text: string): boolean {
  return !/[\r\n]/.test(text);
}
