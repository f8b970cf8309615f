import type { PythonException, Stage } from "../field/stage.ts";
import type { DiagnosticCode } from "./code.ts";

/** How bad a finding is: PEFT refuses it, or it is never intended; or PEFT silently does something else. */
export type Severity = "error" | "warning";

/** Where a finding is: keys and list positions from the outermost value inwards. */
export type Path = readonly (string | number)[];

/** What a finding saw, as plain JSON data: the names, values and bounds that its words are made of. */
export type FindingData = Readonly<Record<string, unknown>>;

/**
 * One finding about a config. It is plain data: a tool can count, filter, reword or translate it.
 *
 * @example
 * ```ts
 * const result = check({ r: 0 });
 * result.diagnostics[0]?.code; // "rank-not-positive"
 * result.diagnostics[0]?.raises; // "ValueError"
 * ```
 */
export interface Diagnostic {
  /** Stable name of the rule, as listed in `docs/diagnostics.md`. */
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** When PEFT notices it. */
  readonly stage: Stage;
  /** The exception that PEFT raises then; null where it raises none. */
  readonly raises: PythonException | null;
  /** Where it is in the TypeScript value: `["evaConfig", "rho"]`. */
  readonly path: Path;
  /** The same place in PEFT's own names: `["eva_config", "rho"]`. */
  readonly peftPath: Path;
  /** What the words are made of. */
  readonly data: FindingData;
  /** What is wrong, and what PEFT does with it, and when. */
  readonly message: string;
  /** What to write instead. */
  readonly hint: string;
}
