import type { Diagnostic } from "./diagnostic.ts";
import { pathText } from "./path.ts";

/**
 * Thrown by the builders when a config has errors. It carries all findings, warnings too.
 *
 * @example
 * ```ts
 * try {
 *   loraConfig({ r: -1 });
 * } catch (error) {
 *   if (error instanceof PeftConfigError) error.diagnostics[0]?.code; // "rank-not-positive"
 * }
 * ```
 */
export class PeftConfigError extends Error {
  override readonly name = "PeftConfigError";
  /** Every finding, in the order of the config's fields. */
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(summary(diagnostics));
    this.diagnostics = diagnostics;
  }
}

function summary(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error");
  const count = errors.length === 1 ? "1 error" : `${errors.length} errors`;
  return [`This config has ${count}.`, ...errors.map(diagnosticText)].join("\n");
}

/** One finding as lines a person reads: where, what, and what to write instead. */
export function diagnosticText(diagnostic: Diagnostic): string {
  const place = pathText(diagnostic.path) || "config";
  return `  ${place}: ${diagnostic.message} [${diagnostic.code}]\n    ${diagnostic.hint}`;
}
