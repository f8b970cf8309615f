import type { AdapterDocument } from "../../file/document.ts";
import type { CheckedFile, Report, Tally } from "./report.ts";

/** Grows when a field of any JSON output is renamed, removed or changes its meaning. */
export const SCHEMA_VERSION = 1;

/** A JSON output: its version first, then its fields, a line each. */
export function jsonText(fields: object): string {
  const lines = Object.entries({ schemaVersion: SCHEMA_VERSION, ...fields })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  return `{\n${lines.join(",\n")}\n}\n`;
}

/** What a file is, without its text. */
export function documentFields({ dialect, loads }: AdapterDocument): object {
  return { dialect: dialect.kind, method: dialect.method, loads };
}

/** The report for programs: one JSON object, with each file on a line of its own. */
export function jsonReport(): Report {
  let separator = "\n";
  return {
    start: () => `{\n"schemaVersion": ${SCHEMA_VERSION},\n"files": [`,
    file: (file) => {
      const text = separator + fileLine(file);
      separator = ",\n";
      return text;
    },
    end: (tally: Tally) => `\n],\n"summary": ${JSON.stringify(tally)}\n}\n`,
  };
}

function fileLine({ path, document, diagnostics, failure }: CheckedFile): string {
  return JSON.stringify({ path, ...(document && documentFields(document)), failure, diagnostics });
}
