import { catalogue } from "./catalogue.ts";
import type { Operation } from "./field/stage.ts";
import type { Diagnostic } from "./finding/diagnostic.ts";
import { wordFinding } from "./finding/finding.ts";
import type { CodeFacts } from "./finding/rule.ts";
import type { Language } from "./finding/speaker.ts";

/** The rows by code, listed when the first finding is reworded and not for each. */
let rows: ReadonlyMap<string, CodeFacts<never>> | undefined;

function factsOf(code: string): CodeFacts<never> | undefined {
  rows ??= new Map(catalogue().map((row) => [row.code, row]));
  return rows.get(code);
}

/**
 * The same diagnostic in the words of another reader: somebody who writes TypeScript, edits a JSON
 * file, or writes Python.
 *
 * @param diagnostic A diagnostic of this library, as it is or as it came back from JSON.
 * @param language The reader's language.
 * @returns A copy with another `message` and `hint`; the diagnostic itself if its code is unknown.
 * @example
 * ```ts
 * const [finding] = check({ useDora: true, kasaConfig: {} }).diagnostics;
 * if (finding) rewordDiagnostic(finding, "python").hint; // "Leave out kasa_config or use_dora."
 * ```
 */
export function rewordDiagnostic<Found extends Diagnostic>(
  diagnostic: Found,
  language: Language,
): Found {
  const facts = factsOf(diagnostic.code);
  if (facts === undefined) return diagnostic;
  const { stage, raises, path, data } = diagnostic;
  const by = data.by === undefined ? facts.by : (data.by as Operation | null);
  const outcome = { stage, raises: raises ?? undefined, by: by ?? undefined };
  const [message, hint] = wordFinding({ facts, path, data, outcome }, language);
  return { ...diagnostic, message, hint };
}
