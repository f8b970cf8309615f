import type { AdapterDocument, FileDiagnostic } from "../../file/document.ts";

/** A finding of a file as reports show it: one about PEFT, or about an engine that serves adapters. */
export interface ReportedFinding extends Omit<FileDiagnostic, "code" | "stage" | "raises"> {
  readonly code: string;
}

/** A file that was checked, or could not be. */
export interface CheckedFile {
  readonly path: string;
  /** What it is. Absent if it could not be read. */
  readonly document?: AdapterDocument;
  /** Its findings. */
  readonly diagnostics: readonly ReportedFinding[];
  /** Why it could not be read. */
  readonly failure?: string;
}

/** How much was found in all files together. */
export interface Tally {
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  readonly unreadable: number;
}

/** A form of output, made piece by piece so that nothing is kept: a start, each file, an end. */
export interface CheckReport {
  readonly start: () => string;
  readonly file: (file: CheckedFile) => string;
  readonly end: (tally: Tally) => string;
}
