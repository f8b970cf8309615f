import type { Paint } from "../terminal/paint.ts";
import { counted, findingText, visible } from "./finding-text.ts";
import type { CheckedFile, Report, Tally } from "./report.ts";

/** The report for people. A file without findings is not named. */
export function textReport(paint: Paint): Report {
  return {
    start: () => "",
    file: (file) => fileText(file, paint),
    end: (tally) => sum(tally, paint),
  };
}

function fileText({ path, document, diagnostics, failure }: CheckedFile, paint: Paint): string {
  if (failure !== undefined) {
    return `${paint("strong", visible(path))} ${paint("error", "error")} It cannot be read: ${visible(failure)}.\n\n`;
  }
  const source = { path, text: document?.source.text ?? "" };
  return diagnostics.map((diagnostic) => `${findingText(source, diagnostic, paint)}\n`).join("");
}

function sum({ files, errors, warnings, unreadable }: Tally, paint: Paint): string {
  const parts = [
    ...(errors > 0 ? [paint("error", counted(errors, "error"))] : []),
    ...(warnings > 0 ? [paint("warning", counted(warnings, "warning"))] : []),
    ...(unreadable > 0 ? [paint("error", `${unreadable} unreadable`)] : []),
  ];
  const found = parts.length === 0 ? paint("good", "nothing to say") : parts.join(", ");
  return `${counted(files, "file")}: ${found}.\n`;
}
