/** How bad a finding is: PEFT refuses it (or no one can mean it), or PEFT silently does something else. */
export type Severity = "error" | "warning";

/** Where a finding is: keys and list positions from the outermost value inwards. */
export type Path = readonly (string | number)[];

/**
 * One finding about a config. It is plain data: a tool can count, filter, reword or translate it.
 *
 * @example
 * ```ts
 * const result = check({ r: 0 });
 * result.diagnostics[0]?.code; // "rank-not-positive"
 * ```
 */
export interface Diagnostic {
  /** Stable name of the rule, as listed in `docs/diagnostics.md`. */
  readonly code: string;
  readonly severity: Severity;
  /** Where it is in the TypeScript value: `["evaConfig", "rho"]`. */
  readonly path: Path;
  /** The same place in PEFT's own names: `["eva_config", "rho"]`. */
  readonly peftPath: Path;
  /** What is wrong, and what PEFT does with it, and when. */
  readonly message: string;
  /** What to write instead. */
  readonly hint: string;
}
