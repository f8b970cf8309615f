import type { ServingFinding } from "../../engine/serving-finding.ts";
import { readJson } from "../../file/decoder.ts";
import type { AdapterDocument } from "../../file/document.ts";
import { jsonPointer, memberOf } from "../../file/node.ts";
import { positionAt } from "../../file/position.ts";
import type { ReportedFinding } from "./report.ts";

/** A finding about serving at its place in the file: the key that it is about, or the file's start. */
export function placeServing(
  { source }: AdapterDocument,
  finding: ServingFinding,
): ReportedFinding & ServingFinding {
  const root = readJson(source.text).value;
  const [key] = finding.peftPath;
  const member = root?.kind === "object" ? memberOf(root, String(key)) : undefined;
  const { start = 0, end = 1 } = member ?? root ?? {};
  const length = member === undefined ? 1 : end - start;
  const { line, column } = positionAt(source.text, start);
  return {
    ...finding,
    line,
    column,
    offset: start,
    length,
    pointer: jsonPointer(member === undefined ? [] : finding.peftPath),
  };
}
