import { byCodePoint } from "../config/order.ts";
import { pythonNumber } from "./float.ts";
import { isPyList, isPyRecord, type PyValue } from "./value.ts";

/** How a text is laid out: `indent` for each level (none: all on one line), and around values. */
export interface Spacing {
  readonly indent: string;
  readonly comma: string;
  readonly colon: string;
}

/** What `save_pretrained` asks for: `indent=2`. */
const saved: Spacing = { indent: "  ", comma: ", ", colon: ": " };

/**
 * The text of Python's `json.dumps(value, indent=2, sort_keys=True)`: keys by code point at every
 * level, non-ASCII escaped, Python's numbers, no final newline.
 *
 * @param line What begins a line on the level of the value: a newline, and its indentation.
 */
export function pythonJson(value: PyValue, spacing: Spacing = saved, line = "\n"): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return asciiString(value);
  const inner = line + spacing.indent;
  if (isPyList(value)) {
    const items = value.map((item) => pythonJson(item, spacing, inner));
    return `[${block(items, spacing, line)}]`;
  }
  if (!isPyRecord(value)) return pythonNumber(value);
  const members = Object.keys(value)
    .sort(byCodePoint)
    .map(
      (key) => asciiString(key) + spacing.colon + pythonJson(value[key] ?? null, spacing, inner),
    );
  return `{${block(members, spacing, line)}}`;
}

/** Entries between their brackets: a line for each, or all on one. */
function block(entries: readonly string[], { indent, comma }: Spacing, line: string): string {
  if (entries.length === 0 || indent === "") return entries.join(comma);
  const inner = line + indent;
  return inner + entries.join(`,${inner}`) + line;
}

/**
 * A JSON string of ASCII characters only, as Python's `ensure_ascii` writes it.
 *
 * @param others What is not ASCII. By default characters beyond U+FFFF are two, as JSON has it.
 */
export function asciiString(text: string, others = /[\u007f-\uffff]/g): string {
  return JSON.stringify(text).replaceAll(others, (character) => {
    const code = character.codePointAt(0)?.toString(16) ?? "";
    return code.length > 4 ? `\\U${code.padStart(8, "0")}` : `\\u${code.padStart(4, "0")}`;
  });
}
