import { positionAt } from "../../file/position.ts";
import { pluralize } from "../terminal/plural.ts";
import { replaceUnsafe } from "../terminal/unsafe.ts";
import type { CheckedFile, CheckReport, ReportedFinding } from "./report.ts";

/** The report for GitHub Actions: each finding is a workflow command, shown at its line. */
export function createGithubReport(): CheckReport {
  return {
    start: () => "",
    file: ({ path, document, diagnostics, failure }) =>
      failure === undefined
        ? diagnostics.map((found) => formatFound(path, document, found)).join("")
        : formatCommand("error", { file: path }, failure),
    end: ({ files, errors, warnings }) =>
      `${[pluralize(files, "file"), pluralize(errors, "error"), pluralize(warnings, "warning")].join(", ")}\n`,
  };
}

function formatFound(
  path: string,
  document: CheckedFile["document"],
  { code, severity, message, hint, line, column, offset, length }: ReportedFinding,
): string {
  const end = positionAt(document?.source.text ?? "", offset + length);
  const place = { file: path, line, endLine: end.line, col: column, endColumn: end.column };
  return formatCommand(severity, { ...place, title: code }, `${message}\n${hint}`);
}

function formatCommand(
  name: string,
  properties: Readonly<Record<string, string | number>>,
  text: string,
): string {
  const list = Object.entries(properties).map(
    ([key, value]) =>
      `${key}=${escapeText(String(value)).replaceAll(":", "%3A").replaceAll(",", "%2C")}`,
  );
  return `::${name} ${list.join(",")}::${escapeText(text)}\n`;
}

/** The text of a workflow command: one line, in which a percent sign begins an escape. */
const escapeText = (text: string): string =>
  text
    .split("\n")
    .map((line) => replaceUnsafe(line).replaceAll("%", "%25"))
    .join("%0A");
