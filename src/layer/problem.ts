import type { Diagnostic, Path, Severity } from "../diagnostic/diagnostic.ts";
import type { SelectionCode } from "./rules.ts";

/** Notes one problem: its code, where it is, what PEFT would do, and what to write. */
export type Report = (code: SelectionCode, path: Path, message: string, hint: string) => void;

/** How many layers there are, and the sentence that says so: "gpt_oss has 24 layers". */
export interface LayerCount {
  readonly total: number;
  readonly statement: string;
}

/** What it takes to resolve a selection: how many layers there are, if known, and where it stands. */
export interface Resolving {
  readonly count: LayerCount | undefined;
  readonly report: Report;
  readonly path: Path;
}

/** A list of findings, and the function that adds to it. */
export function findingList(severity: Severity): {
  readonly findings: readonly Diagnostic[];
  readonly report: Report;
} {
  const findings: Diagnostic[] = [];
  return {
    findings,
    report: (code, path, message, hint) => {
      findings.push({ code, severity, path, peftPath: peftPath(path), message, hint });
    },
  };
}

/** A selection becomes layers_to_transform; the rest of its path has no counterpart in PEFT. */
function peftPath([first, second]: Path): Path {
  if (first === "model" || first === "stack") return [];
  return typeof second === "number" ? ["layers_to_transform", second] : ["layers_to_transform"];
}
