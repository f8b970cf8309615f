import { byCodePoint } from "../config/order.ts";
import { pythonFloat, pythonNumber } from "./float.ts";
import { PyFloat, type PyValue } from "./value.ts";

/**
 * The text of Python's `json.dumps(value, indent=2, sort_keys=True)`: keys by code point at every
 * level, non-ASCII escaped, Python's numbers, no final newline.
 */
export function pythonJson(value: PyValue): string {
  return written(value, "\n");
}

function written(value: PyValue, line: string): string {
  if (value === null) return "null";
  if (typeof value === "boolean") return value ? "true" : "false";
  if (typeof value === "number") return pythonNumber(value);
  if (typeof value === "string") return asciiString(value);
  if (value instanceof PyFloat) return pythonFloat(value.value);
  const inner = `${line}  `;
  if (Array.isArray(value)) {
    const items = (value as readonly PyValue[]).map((item) => written(item, inner));
    return items.length === 0 ? "[]" : `[${inner}${items.join(`,${inner}`)}${line}]`;
  }
  const record = value as Readonly<Record<string, PyValue>>;
  const members = Object.keys(record)
    .sort(byCodePoint)
    .map((key) => `${asciiString(key)}: ${written(record[key] ?? null, inner)}`);
  return members.length === 0 ? "{}" : `{${inner}${members.join(`,${inner}`)}${line}}`;
}

/** A JSON string of ASCII characters only, as Python's `ensure_ascii` writes it. */
export function asciiString(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
