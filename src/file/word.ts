import type { Cursor } from "./cursor.ts";
import { jsonNan } from "./fault/literal.ts";
import type { JsonNode } from "./node.ts";

/** The values that are written as words. The last three are Python's own; JSON does not have them. */
const words = [
  ["null", "null", null],
  ["false", "boolean", false],
  ["true", "boolean", true],
  ["NaN", "float", Number.NaN],
  ["Infinity", "float", Number.POSITIVE_INFINITY],
  ["-Infinity", "float", Number.NEGATIVE_INFINITY],
] as const;

/** Reads the word that starts at the cursor. */
export function readWord(cursor: Cursor): JsonNode {
  const { text, at: start } = cursor;
  for (const [word, kind, value] of words) {
    if (!text.startsWith(word, start)) continue;
    const end = start + word.length;
    cursor.at = end;
    if (kind === "float") cursor.report(jsonNan, start, end, { word });
    return { kind, start, end, value } as JsonNode;
  }
  return cursor.stop("Expecting value", start);
}
