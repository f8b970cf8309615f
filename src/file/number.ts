import type { Cursor } from "./cursor.ts";
import type { JsonNumber } from "./node.ts";
import { matchEnd } from "./trivia.ts";

/** The digits that Python converts at most (`sys.int_info.default_max_str_digits`). */
const MAX_INTEGER_DIGITS = 4300;

/** The two halves of Python's own pattern. @see Python Lib/json/scanner.py NUMBER_RE */
const WHOLE = /-?(?:0|[1-9]\d*)/y;
const FRACTION = /(?:\.\d+)?(?:[eE][-+]?\d+)?/y;

/** Reads the number that starts at the cursor; null where none does. */
export function readNumber(cursor: Cursor): JsonNumber | null {
  const { text, at: start } = cursor;
  const whole = matchEnd(WHOLE, text, start);
  if (whole === start) return null;
  const end = matchEnd(FRACTION, text, whole);
  cursor.at = end;
  const value = Number(text.slice(start, end));
  if (end > whole) {
    if (!Number.isFinite(value)) {
      const message = `Too large for a float: PEFT gets ${value}.`;
      cursor.warn("json-overflow", start, end, message, MEANT);
    }
    return { kind: "float", start, end, value };
  }
  if (!Number.isSafeInteger(value)) findBigInteger(cursor, start, end - start - Number(value < 0));
  // Python's int has no negative zero.
  return { kind: "int", start, end, value: value || 0 };
}

const MEANT = "Write the number that is meant.";

function findBigInteger(cursor: Cursor, start: number, digits: number): void {
  if (digits > MAX_INTEGER_DIGITS) {
    const message = `An integer of more than ${MAX_INTEGER_DIGITS} digits: PEFT stops with a ValueError.`;
    cursor.refuse("json-long-integer", start, cursor.at, message, MEANT);
  } else {
    const message = "JavaScript rounds this integer, Python does not.";
    cursor.warn("json-big-integer", start, cursor.at, message, MEANT);
  }
}
