import type { Diagnostic } from "../../src/finding/diagnostic.ts";
import { type CheckResult, check, toAdapterConfigJson, toPython } from "../../src/index.ts";
import type { Input } from "./call.ts";

/** Our answer to an input. */
export interface Outcome {
  readonly ok: boolean;
  readonly errors: readonly Diagnostic[];
  readonly warnings: readonly Diagnostic[];
}

/** Our file and our source for an input that we take. */
export interface OwnTexts {
  readonly text: string;
  readonly source: string;
}

export const outcomeOf = (input: Input): Outcome => outcomeOfResult(check(input));

export function outcomeOfResult({ ok, diagnostics }: CheckResult): Outcome {
  const of = (severity: Diagnostic["severity"]) =>
    diagnostics.filter((each) => each.severity === severity);
  return { ok, errors: of("error"), warnings: of("warning") };
}

/** Undefined if we refuse the input. */
export function ownTexts(input: Input): OwnTexts | undefined {
  const result = check(input);
  if (!result.ok) return undefined;
  return { text: toAdapterConfigJson(result.config), source: toPython(result.config) };
}

/** The codes of some diagnostics, each once. */
export const codesOf = (diagnostics: readonly Diagnostic[]): string[] => [
  ...new Set(diagnostics.map(({ code }) => code)),
];
