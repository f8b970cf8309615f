import type { Cursor } from "./cursor.ts";
import type { JsonNode } from "./node.ts";

/** The values that are written as words. The last three are Python's own: JSON has not got them. */
const words = [
  { word: "null", kind: "null", value: null },
  { word: "false", kind: "boolean", value: false },
  { word: "true", kind: "boolean", value: true },
  { word: "NaN", kind: "float", value: Number.NaN },
  { word: "Infinity", kind: "float", value: Number.POSITIVE_INFINITY },
  { word: "-Infinity", kind: "float", value: Number.NEGATIVE_INFINITY },
] as const;

/** Reads the word that starts at the cursor. */
export function readWord(cursor: Cursor): JsonNode {
  const { text, at: start } = cursor;
  const found = words.find(({ word }) => text.startsWith(word, start));
  if (found === undefined) return cursor.stop("Expecting value", start);
  const { word, kind, value } = found;
  const end = start + word.length;
  cursor.at = end;
  if (kind === "float") {
    cursor.warn(
      "json-nan",
      start,
      end,
      `${word} is Python's own: PEFT reads it, other JSON readers stop here.`,
      "Write a number, or null where the field takes it.",
    );
  }
  return { kind, start, end, value } as JsonNode;
}
