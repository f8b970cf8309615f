import { BACKSLASH, QUOTE, SPACE } from "./code-unit.ts";
import type { Cursor } from "./cursor.ts";
import { jsonLoneSurrogate } from "./fault/literal.ts";
import { matchEnd } from "./trivia.ts";

/** An escape. Python requires a character after \uXXXX. */
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4}(?=.))/sy;
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
      const end = matchEnd(ESCAPE, text, at);
      if (end === at) stopAtEscape(cursor, opening, at);
      at = end;
    } else if (code >= SPACE) at++;
    else if (at < text.length) cursor.stop("Invalid control character at", at);
    else cursor.stop("Unterminated string starting at", opening);
  }
  cursor.at = at + 1;
  return isEscaped ? decodeEscapes(cursor, opening) : text.slice(opening + 1, at);
}

function stopAtEscape(cursor: Cursor, opening: number, at: number): never {
  const letter = cursor.text[at + 1];
  if (letter === undefined) cursor.stop("Unterminated string starting at", opening);
  if (letter === "u") cursor.stop("Invalid \\uXXXX escape", at + 1);
  cursor.stop("Invalid \\escape", at);
}

/** Returns the value of a string that has been read to its end; JSON.parse knows the same escapes. */
function decodeEscapes(cursor: Cursor, opening: number): string {
  const value: string = JSON.parse(cursor.text.slice(opening, cursor.at));
  if (LONE_SURROGATE.test(value)) cursor.report(jsonLoneSurrogate, opening, cursor.at, {});
  return value;
}
