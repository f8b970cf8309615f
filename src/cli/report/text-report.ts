import type { Paint } from "../terminal/paint.ts";
import { pluralize } from "../terminal/plural.ts";
import { replaceUnsafe } from "../terminal/unsafe.ts";
import { formatFinding } from "./finding-text.ts";
import type { CheckedFile, CheckReport, Tally } from "./report.ts";

/** The report for people. A file without findings is not named. */
export function createTextReport(paint: Paint): CheckReport {
  return {
    start: () => "",
    file: (file) => formatFile(file, paint),
    end: (tally) => formatTally(tally, paint),
  };
}

function formatFile({ path, document, diagnostics, failure }: CheckedFile, paint: Paint): string {
  if (failure !== undefined) {
    return `${paint("strong", replaceUnsafe(path))} ${paint("error", "error")} It cannot be read: ${replaceUnsafe(failure)}.\n\n`;
  }
  const source = { path, text: document?.source.text ?? "" };
  return diagnostics.map((diagnostic) => `${formatFinding(source, diagnostic, paint)}\n`).join("");
}

function formatTally({ files, errors, warnings, unreadable }: Tally, paint: Paint): string {
  const parts = [
    ...(errors > 0 ? [paint("error", pluralize(errors, "error"))] : []),
    ...(warnings > 0 ? [paint("warning", pluralize(warnings, "warning"))] : []),
    ...(unreadable > 0 ? [paint("error", `${unreadable} unreadable`)] : []),
  ];
  const found = parts.length === 0 ? paint("good", "no problems found") : parts.join(", ");
  return `${pluralize(files, "file")}: ${found}.\n`;
}
