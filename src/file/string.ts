import { BACKSLASH, QUOTE, SPACE } from "./code.ts";
import type { Cursor } from "./cursor.ts";

/** What the letter after a backslash stands for. */
const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

const FOUR_DIGITS = /^[\da-fA-F]{4}$/;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Reads the string whose opening quote the cursor is on; null where Python stops in it. */
export function readString(cursor: Cursor): string | null {
  const { text, at: opening } = cursor;
  for (let at = opening + 1; ; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      cursor.at = at + 1;
      return text.slice(opening + 1, at);
    }
    if (code === BACKSLASH) return readEscaped(cursor, opening, at);
    if (!(code >= SPACE)) return stopInside(cursor, opening, at);
  }
}

/** Goes on with a string from its first backslash. */
function readEscaped(cursor: Cursor, opening: number, backslash: number): string | null {
  const { text } = cursor;
  let value = "";
  let from = opening + 1;
  for (let at = backslash; ; ) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) {
      const meant = escapeAt(text, at);
      if (meant === null) return stopAtEscape(cursor, opening, at);
      value += text.slice(from, at) + meant;
      at += text[at + 1] === "u" ? 6 : 2;
      from = at;
    } else if (code === QUOTE) {
      cursor.at = at + 1;
      value += text.slice(from, at);
      if (LONE_SURROGATE.test(value)) warnOfSurrogate(cursor, opening);
      return value;
    } else if (code >= SPACE) at++;
    else return stopInside(cursor, opening, at);
  }
}

/** What the escape at `at` stands for; null where it is none. Python wants a character after \uXXXX. */
function escapeAt(text: string, at: number): string | null {
  const letter = text[at + 1] ?? "";
  if (letter !== "u") return escapes.get(letter) ?? null;
  const digits = text.slice(at + 2, at + 6);
  if (!FOUR_DIGITS.test(digits) || at + 6 >= text.length) return null;
  return String.fromCharCode(Number.parseInt(digits, 16));
}

function stopAtEscape(cursor: Cursor, opening: number, at: number): null {
  const letter = cursor.text[at + 1];
  if (letter === undefined) return cursor.stop("Unterminated string starting at", opening);
  if (letter === "u") return cursor.stop("Invalid \\uXXXX escape", at + 1);
  return cursor.stop("Invalid \\escape", at);
}

function stopInside(cursor: Cursor, opening: number, at: number): null {
  return at < cursor.text.length
    ? cursor.stop("Invalid control character at", at)
    : cursor.stop("Unterminated string starting at", opening);
}

function warnOfSurrogate(cursor: Cursor, opening: number): void {
  cursor.warn(
    "json-lone-surrogate",
    opening,
    cursor.at,
    "Half of a surrogate pair. Python reads it, and cannot write the text as UTF-8.",
    "Write the character itself, or both halves: \\ud83d\\ude00.",
  );
}
