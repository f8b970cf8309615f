import { LOWER_E, MINUS, NINE, PLUS, POINT, ZERO } from "./code.ts";
import type { Cursor } from "./cursor.ts";
import type { JsonNumber } from "./node.ts";

/** The digits that Python converts at most (`sys.int_info.default_max_str_digits`). */
const MAX_INTEGER_DIGITS = 4300;
/** So many digits always make an exact JavaScript number. */
const EXACT_DIGITS = 15;

/** Reads the number that starts at the cursor; null where none does. */
export function readNumber(cursor: Cursor): JsonNumber | null {
  const { text, at: start } = cursor;
  const first = text.charCodeAt(start) === MINUS ? start + 1 : start;
  const whole = text.charCodeAt(first) === ZERO ? first + 1 : digitsEnd(text, first);
  if (whole === first) return cursor.stop("Expecting value", start);
  const end = exponentEnd(text, fractionEnd(text, whole));
  cursor.at = end;
  if (end > whole) return readFloat(cursor, start, end);
  const value =
    end - first <= EXACT_DIGITS ? smallInteger(text, first, end) : Number(text.slice(first, end));
  if (!Number.isSafeInteger(value)) findBigInteger(cursor, start, end - first);
  // 0 - value: Python's int has no negative zero.
  return { kind: "int", start, end, value: first === start ? value : 0 - value };
}

function digitsEnd(text: string, at: number): number {
  for (let end = at; ; end++) {
    const code = text.charCodeAt(end);
    if (!(code >= ZERO && code <= NINE)) return end;
  }
}

/** The end of a point and the digits after it; `at` where there are none. */
function fractionEnd(text: string, at: number): number {
  if (text.charCodeAt(at) !== POINT) return at;
  const end = digitsEnd(text, at + 1);
  return end === at + 1 ? at : end;
}

/** The end of an exponent; `at` where there is none. */
function exponentEnd(text: string, at: number): number {
  if ((text.charCodeAt(at) | 0x20) !== LOWER_E) return at;
  const sign = text.charCodeAt(at + 1);
  const digits = sign === PLUS || sign === MINUS ? at + 2 : at + 1;
  const end = digitsEnd(text, digits);
  return end === digits ? at : end;
}

function smallInteger(text: string, at: number, end: number): number {
  let value = 0;
  for (let digit = at; digit < end; digit++) value = value * 10 + (text.charCodeAt(digit) - ZERO);
  return value;
}

function readFloat(cursor: Cursor, start: number, end: number): JsonNumber {
  const value = Number(cursor.text.slice(start, end));
  if (!Number.isFinite(value)) {
    const infinite = value < 0 ? "-inf" : "inf";
    cursor.warn(
      "json-overflow",
      start,
      end,
      `This number is too large for a float: PEFT gets ${infinite}.`,
      "Write the number that is meant.",
    );
  }
  return { kind: "float", start, end, value };
}

function findBigInteger(cursor: Cursor, start: number, digits: number): void {
  const hint = "Write the number that is meant.";
  if (digits > MAX_INTEGER_DIGITS) {
    const message = `An integer of ${digits} digits: PEFT stops with a ValueError, as Python reads at most ${MAX_INTEGER_DIGITS}.`;
    cursor.refuse("json-long-integer", start, cursor.at, message, hint);
  } else {
    const message = "JavaScript rounds this integer; Python does not. The file keeps its spelling.";
    cursor.warn("json-big-integer", start, cursor.at, message, hint);
  }
}
