import { byCodePoint } from "../config/order.ts";
import type { JsonNode, JsonObject } from "./node.ts";

/** How a value is spaced when it is written as JSON. */
export interface JsonSpacing {
  /** The white space that each level is indented by; empty for everything on one line. */
  readonly indent: string;
  /** What stands between the entries of one line: `, ` as Python writes it, or `,`. */
  readonly comma: string;
  /** What stands between key and value: `: `, or `:`. */
  readonly colon: string;
}

/** How the text of a file is laid out. */
export interface FileLayout extends JsonSpacing {
  /** The line end of the file; LF where it has none. */
  readonly newline: "\n" | "\r\n" | "\r";
  /** True if the text ends with a line end. */
  readonly finalNewline: boolean;
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
 * if (value) layoutOf(text, value);
 * // { indent: "    ", comma: ", ", colon: ": ", newline: "\n", finalNewline: true, sortedKeys: true }
 * ```
 */
export function layoutOf(text: string, root: JsonNode): FileLayout {
  const newline = /\r\n?|\n/.exec(text)?.[0] as FileLayout["newline"] | undefined;
  const colon = colonOf(text, root);
  return {
    indent: indentOf(text, root),
    comma: colon.endsWith(" ") ? ", " : ",",
    colon,
    newline: newline ?? "\n",
    finalNewline: /[\r\n]$/.test(text),
    sortedKeys: root.kind !== "object" || inOrder(root),
  };
}

/** What the first entry is indented by, beyond the line that its bracket is on. */
function indentOf(text: string, root: JsonNode): string {
  const first = root.kind === "object" || root.kind === "array" ? root.value[0] : undefined;
  if (first === undefined || !/[\r\n]/.test(text.slice(root.start, first.start))) return "";
  const outer = lineIndent(text, root.start);
  const inner = lineIndent(text, first.start);
  return inner.startsWith(outer) ? inner.slice(outer.length) : inner;
}

/** The text between the first key and its value, or Python's where there is no key. */
function colonOf(text: string, root: JsonNode): string {
  let node: JsonNode | undefined = root;
  while (node?.kind === "array") node = node.value[0];
  const first = node?.kind === "object" ? node.value[0] : undefined;
  const between = first === undefined ? "" : text.slice(first.end, first.node.start);
  return /^[ \t]*:[ \t]*$/.test(between) ? between : ": ";
}

/** The white space at the start of the line that `offset` is on. */
export function lineIndent(text: string, offset: number): string {
  const before = offset - 1;
  const start =
    before < 0 ? 0 : Math.max(text.lastIndexOf("\n", before), text.lastIndexOf("\r", before)) + 1;
  let end = start;
  while (text[end] === " " || text[end] === "\t") end++;
  return text.slice(start, end);
}

/** True if the keys of an object stand in the order in which Python sorts them. */
export function inOrder(object: JsonObject): boolean {
  return object.value.every(({ key }, index) => {
    const before = object.value[index - 1];
    return before === undefined || byCodePoint(before.key, key) <= 0;
  });
}
