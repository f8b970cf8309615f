import { BACKSLASH, QUOTE, SPACE } from "./code.ts";
import type { Cursor } from "./cursor.ts";

const FOUR_DIGITS = /^[\da-fA-F]{4}$/;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Reads the string whose opening quote the cursor is on. */
export function readString(cursor: Cursor): string {
  const { text, at: opening } = cursor;
  let isEscaped = false;
  let at = opening + 1;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) break;
    if (code === BACKSLASH) {
      isEscaped = true;
      at += escapeLength(cursor, opening, at);
    } else if (code >= SPACE) at++;
    else if (at < text.length) cursor.stop("Invalid control character at", at);
    else cursor.stop("Unterminated string starting at", opening);
  }
  cursor.at = at + 1;
  return isEscaped ? unescaped(cursor, opening) : text.slice(opening + 1, at);
}

/** How long the escape at `at` is. Python wants a character behind \uXXXX. */
function escapeLength(cursor: Cursor, opening: number, at: number): number {
  const { text } = cursor;
  const letter = text[at + 1];
  if (letter === undefined) cursor.stop("Unterminated string starting at", opening);
  if (letter === "u") {
    const isWhole = FOUR_DIGITS.test(text.slice(at + 2, at + 6)) && at + 6 < text.length;
    return isWhole ? 6 : cursor.stop("Invalid \\uXXXX escape", at + 1);
  }
  return '"\\/bfnrt'.includes(letter) ? 2 : cursor.stop("Invalid \\escape", at);
}

/** The value of a string that has been read to its end; JSON.parse knows the same escapes. */
function unescaped(cursor: Cursor, opening: number): string {
  const value: string = JSON.parse(cursor.text.slice(opening, cursor.at));
  if (LONE_SURROGATE.test(value)) {
    cursor.warn(
      "json-lone-surrogate",
      opening,
      cursor.at,
      "Half of a surrogate pair. Python reads it, and cannot write the text as UTF-8.",
      "Write the character itself, or both halves: \\ud83d\\ude00.",
    );
  }
  return value;
}
