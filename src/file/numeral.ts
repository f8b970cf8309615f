import { tell } from "../config/shape.ts";
import type { Cursor } from "./cursor.ts";
import { jsonLongInteger, MAX_INTEGER_DIGITS } from "./fault/limit.ts";
import { jsonBigInteger, jsonOverflow } from "./fault/literal.ts";
import type { JsonNumber } from "./node.ts";
import { matchEnd } from "./trivia.ts";

/** The two halves of Python's own pattern. @see Python Lib/json/scanner.py NUMBER_RE */
const WHOLE = /-?(?:0|[1-9]\d*)/y;
const FRACTION = /(?:\.\d+)?(?:[eE][-+]?\d+)?/y;

/** Reads the number that starts at the cursor; null if none does. */
export function readNumber(cursor: Cursor): JsonNumber | null {
  const { text, at: start } = cursor;
  const whole = matchEnd(WHOLE, text, start);
  if (whole === start) return null;
  const end = matchEnd(FRACTION, text, whole);
  cursor.at = end;
  const value = Number(text.slice(start, end));
  if (end > whole) {
    if (!Number.isFinite(value)) cursor.report(jsonOverflow, start, end, { value: tell(value) });
    return { kind: "float", start, end, value };
  }
  if (!Number.isSafeInteger(value)) reportBigInteger(cursor, start, value);
  // Python's int has no negative zero.
  return { kind: "int", start, end, value: value || 0 };
}

function reportBigInteger(cursor: Cursor, start: number, value: number): void {
  const { at: end } = cursor;
  const digits = end - start - Number(value < 0);
  if (digits > MAX_INTEGER_DIGITS) {
    cursor.report(jsonLongInteger, start, end, { digits, most: MAX_INTEGER_DIGITS });
  } else cursor.report(jsonBigInteger, start, end, { rounded: tell(value) });
}
