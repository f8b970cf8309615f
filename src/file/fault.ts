import type { Diagnostic } from "../finding/diagnostic.ts";
import { audiences, type Finding, toDiagnostic } from "../finding/finding.ts";

/** A finding about a file: plain data, with its place in the text. */
export interface FileFinding extends Diagnostic {
  /** Where it starts in the text, in UTF-16 code units (what `text[offset]` reads). */
  readonly offset: number;
  /** How many code units it covers; 0 at the end of the text. */
  readonly length: number;
}

/** Who reads findings about a file. */
export const fileAudience = audiences.peft;

/** A finding about the text from `start` up to `end`. Its path has the keys of the text. */
export function toFileFinding(finding: Finding, start: number, end: number): FileFinding {
  return {
    ...toDiagnostic(finding, finding.path, fileAudience),
    offset: start,
    length: end - start,
  };
}
