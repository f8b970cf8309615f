import { byCodePoint } from "../config/order.ts";
import type { Spacing } from "../peft/json.ts";
import { CR, LF } from "./code-unit.ts";
import type { JsonObject } from "./node.ts";

/** A text and its layout. */
export interface Layout extends Spacing {
  readonly text: string;
  /** The line end of the file; LF if it has none. */
  readonly newline: string;
  /** Whether the outermost keys are in Python's order (`sort_keys=True`); fewer than two always are. */
  readonly sortedKeys: boolean;
}

/**
 * Derives the layout of a text, so that what is added looks like the rest.
 *
 * @example
 * ```ts
 * const text = '{\n    "r": 8\n}\n';
 * const { value } = readJson(text);
 * if (value?.kind === "object") layoutOf(text, value).indent; // "    "
 * ```
 */
export function layoutOf(text: string, root: JsonObject): Layout {
  // An object without keys has no text before or after a key.
  const first = root.value[0] ?? { ...root, node: root };
  const between = text.slice(first.end, first.node.start);
  const colon = /^[ \t]*:[ \t]*$/.test(between) ? between : ": ";
  const isInline = isOneLine(text.slice(root.start, first.start));
  return {
    text,
    indent: isInline
      ? ""
      : indentBeyond(lineIndent(text, root.start), lineIndent(text, first.start)),
    comma: colon.endsWith(" ") ? ", " : ",",
    colon,
    newline: /\r\n?|\n/.exec(text)?.[0] ?? "\n",
    sortedKeys: isInOrder(root),
  };
}

const indentBeyond = (outer: string, inner: string): string =>
  inner.startsWith(outer) ? inner.slice(outer.length) : inner;

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

/** Whether the keys of an object are in the order in which Python sorts them. */
export function isInOrder({ value }: JsonObject): boolean {
  return value.every(({ key }, index) => byCodePoint(value[index - 1]?.key ?? "", key) <= 0);
}

/** Whether a text has no line end. */
export function isOneLine(text: string): boolean {
  return !/[\r\n]/.test(text);
}
