import { type Naming, renamePath, tableIndex } from "../config/table.ts";
import type { FieldTable } from "../field/field.ts";
import { consequence, type Outcome, type Stage } from "../field/stage.ts";
import type { Diagnostic, FindingData, Path, Severity } from "./diagnostic.ts";
import type { CodeFacts } from "./rule.ts";
import { type Language, speakerOf } from "./speaker.ts";
import { fillTemplate } from "./template.ts";

/** What was found, before it is worded for a reader. The path is in TypeScript names. */
export interface Finding {
  readonly facts: CodeFacts<never>;
  readonly path: Path;
  readonly data: FindingData;
  /** Where it is not that of the facts. */
  readonly outcome?: Outcome | undefined;
}

/** How strictly findings are judged: a config being written, or a file that exists. */
export type Strictness = "written" | "existing";

/** The severity of each stage. A file that exists is not refused for what PEFT accepts. */
export function severityOf(stage: Stage, strictness: Strictness): Severity {
  const isAccepted = stage === "strict" && strictness === "existing";
  return isAccepted || stage === "warned" || stage === "silent" ? "warning" : "error";
}

/** Who reads a finding, and how strictly it is judged. */
export interface Audience {
  readonly language: Language;
  readonly strictness: Strictness;
}

/** Who reads findings about a config: somebody who writes TypeScript, or has a file and edits JSON. */
export const audiences: Readonly<Record<Naming, Audience>> = {
  typescript: { language: "typescript", strictness: "written" },
  peft: { language: "json", strictness: "existing" },
};

/** Findings as diagnostics, in the order of the fields. */
export function toDiagnostics(
  findings: readonly Finding[],
  table: FieldTable,
  audience: Audience,
): readonly Diagnostic[] {
  if (findings.length === 0) return [];
  const { fields, byName } = tableIndex(table);
  const position = ({ path }: Finding) =>
    byName.typescript.get(String(path[0]))?.order ?? fields.length;
  return findings
    .toSorted((a, b) => position(a) - position(b))
    .map((finding) =>
      toDiagnostic(finding, renamePath(finding.path, table, "typescript"), audience),
    );
}

/** A finding in the words of its reader. */
export function toDiagnostic(
  finding: Finding,
  peftPath: Path,
  { language, strictness }: Audience,
): Diagnostic {
  const { facts, path, outcome = facts } = finding;
  const { stage, raises = null, by } = outcome;
  // For whoever rewords it: what raises, where the facts do not tell.
  const data = by === facts.by ? finding.data : { ...finding.data, by: by ?? null };
  const [message, hint] = wordFinding(finding, language);
  const severity = severityOf(stage, strictness);
  return { code: facts.code, severity, stage, raises, path, peftPath, data, message, hint };
}

/** The words of a finding, with what PEFT raises at the end of the message. */
export function wordFinding(
  { facts, path, data, outcome = facts }: Finding,
  language: Language,
): readonly [message: string, hint: string] {
  const { words } = facts;
  const templates = typeof words === "function" ? words(data as never, language) : words;
  const say = speakerOf(language);
  const [message = "", hint = ""] = templates.map((each) => fillTemplate(each, data, say, path));
  const end = consequence(outcome);
  return [end === "" ? message : `${message}: ${end}.`, hint];
}
