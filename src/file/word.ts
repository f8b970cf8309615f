import type { Cursor } from "./cursor.ts";
import type { JsonNode } from "./node.ts";
import { matchEnd } from "./trivia.ts";

/** The values that are written as words. The last three are Python's own: JSON has not got them. */
const WORD = /null|false|true|NaN|-?Infinity/y;

/** Reads the word that starts at the cursor. */
export function readWord(cursor: Cursor): JsonNode {
  const { text, at: start } = cursor;
  const end = matchEnd(WORD, text, start);
  if (end === start) cursor.stop("Expecting value", start);
  cursor.at = end;
  const word = text.slice(start, end);
  if (word === "null") return { kind: "null", start, end, value: null };
  if (word === "true" || word === "false") {
    return { kind: "boolean", start, end, value: word === "true" };
  }
  cursor.warn(
    "json-nan",
    start,
    end,
    `PEFT reads ${word}, other JSON readers stop here.`,
    "Write a number, or null.",
  );
  return { kind: "float", start, end, value: Number(word) };
}
