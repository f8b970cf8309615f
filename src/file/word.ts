import type { Cursor } from "./cursor.ts";
import type { JsonNode } from "./node.ts";

/** Reads true, false or null; null the JavaScript value where Python stops. */
export function readWord(cursor: Cursor): JsonNode | null {
  const start = cursor.at;
  if (skipWord(cursor, "true")) return { kind: "boolean", start, end: cursor.at, value: true };
  if (skipWord(cursor, "false")) return { kind: "boolean", start, end: cursor.at, value: false };
  if (skipWord(cursor, "null")) return { kind: "null", start, end: cursor.at, value: null };
  return cursor.stop("Expecting value", start);
}

/** Reads NaN, Infinity or -Infinity, which Python has and JSON has not. */
export function readNotFinite(cursor: Cursor): JsonNode | null {
  const start = cursor.at;
  const word = ["NaN", "Infinity", "-Infinity"].find((name) => skipWord(cursor, name));
  if (word === undefined) return cursor.stop("Expecting value", start);
  cursor.warn(
    "json-nan",
    start,
    cursor.at,
    `${word} is Python's own: PEFT reads it, other JSON readers stop here.`,
    "Write a number, or null where the field takes it.",
  );
  return { kind: "float", start, end: cursor.at, value: Number(word) };
}

function skipWord(cursor: Cursor, word: string): boolean {
  const found = cursor.text.startsWith(word, cursor.at);
  if (found) cursor.at += word.length;
  return found;
}
