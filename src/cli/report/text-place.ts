import { readJson } from "../../file/decoder.ts";
import { type JsonNode, jsonPointer, nodeAt } from "../../file/node.ts";
import { positionAt } from "../../file/position.ts";
import type { Path } from "../../finding/diagnostic.ts";
import type { ReportedFinding } from "./report.ts";

/** Where a finding is in the text of a file. */
export type TextPlace = Pick<ReportedFinding, "offset" | "length" | "line" | "column" | "pointer">;

/**
 * Finds values in a JSON text. A path that leads to nothing means the innermost value on its way; the
 * file as a whole is its first character.
 */
export function placesIn(text: string): (path: Path) => TextPlace {
  const root = readJson(text).value;
  return (path) => {
    const [node, depth] = root === null ? [null, 0] : innermost(root, path);
    const { start, end } =
      node === null || depth === 0 ? { start: node?.start ?? 0, end: 0 } : node;
    const { line, column } = positionAt(text, start);
    const pointer = jsonPointer(path.slice(0, depth));
    return { offset: start, length: Math.max(1, end - start), line, column, pointer };
  };
}

function innermost(root: JsonNode, path: Path): readonly [JsonNode, number] {
  for (let depth = path.length; depth > 0; depth--) {
    const node = nodeAt(root, path.slice(0, depth));
    if (node !== undefined) return [node, depth];
  }
  return [root, 0];
}
