import { describeDocument, SCHEMA_VERSION } from "./json-output.ts";
import type { CheckedFile, CheckReport, Tally } from "./report.ts";

/** The report for programs: one JSON object, with each file on a line of its own. */
export function createJsonReport(): CheckReport {
  let separator = "\n";
  return {
    start: () => `{\n"schemaVersion": ${SCHEMA_VERSION},\n"files": [`,
    file: (file) => {
      const text = separator + formatFileLine(file);
      separator = ",\n";
      return text;
    },
    end: (tally: Tally) => `\n],\n"summary": ${JSON.stringify(tally)}\n}\n`,
  };
}

function formatFileLine({ path, document, diagnostics, failure }: CheckedFile): string {
  return JSON.stringify({
    path,
    ...(document && describeDocument(document)),
    failure,
    diagnostics,
  });
}
