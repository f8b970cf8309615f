/** What every code is about: for the documentation, the command line and SARIF. */
import { type CatalogueRow, catalogue } from "../../src/diagnostic/catalogue.ts";
import type { Stage } from "../../src/field/field.ts";
import { type FileRule, fileRules } from "../../src/file/finding.ts";
import { selectionRules } from "../../src/layer/refusal.ts";
import { releaseRules } from "../../src/peft/release.ts";
import { codeComments } from "./comments.ts";

export interface Fact {
  readonly code: string;
  readonly when: Stage;
  readonly summary: string;
  readonly source: string;
  readonly stricter?: string;
}

/** One fact for each code: of `check`, of layer selections, of files, of writing for a release. */
export function facts(): readonly Fact[] {
  const comments = codeComments();
  const configs = [...catalogue(), ...selectionRules].map((row: CatalogueRow) => {
    const { code, when, limit } = row;
    const comment = comments.get(code);
    if (comment === undefined) throw new Error(`${code} has no comment.`);
    return { code, when, ...comment, summary: limit ?? comment.summary };
  });
  return [...configs, ...fileRules.map(fileFact), ...releaseRules];
}

function fileFact({ code, severity, summary, source }: FileRule): Fact {
  const when = severity === "error" ? "construction" : "silent";
  return { code, when, summary: `The file has: ${summary}.`, source };
}
