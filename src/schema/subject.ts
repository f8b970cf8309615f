import type { Naming } from "../config/table.ts";
import type { PeftType } from "../field/base.ts";
import { type CheckResult, inspect } from "../finding/check.ts";
import type { Diagnostic, Path } from "../finding/diagnostic.ts";
import type { CheckContext } from "../finding/rule.ts";
import { anyConfigSchema, configSchema, type Direction } from "./input-schema.ts";
import type { JsonSchema } from "./kind-schema.ts";

/** What a schema is for: the configs of one class or of all, under one of two namings. */
export interface Subject {
  readonly naming: Naming;
  /** The class, whatever an input names; undefined for every class. */
  readonly peftType?: PeftType | undefined;
  /** What is known beyond the config, and whether its author is trusted. */
  readonly context?: CheckContext | undefined;
}

/** An error, with its place as whoever wrote the input knows it. */
export interface Issue {
  readonly message: string;
  readonly path: (string | number)[];
  readonly params: Omit<Diagnostic, "path" | "message" | "severity">;
}

/** The result of a check, or the issues that stand for its errors. Warnings are not issues. */
export function inspectSubject(
  input: unknown,
  { naming, peftType, context }: Subject,
): { readonly result: CheckResult; readonly issues: readonly Issue[] } {
  const result = inspect(input, naming, { peftType, context, strictness: "written" });
  if (result.ok) return { result, issues: [] };
  const issues = result.diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ severity, path, message, ...params }) => ({
      message,
      path: [...(naming === "peft" ? params.peftPath : path)] satisfies Path,
      params,
    }));
  return { result, issues };
}

/** The JSON Schema of what goes in, or of the config that comes out. */
export function subjectSchema({ naming, peftType }: Subject, direction: Direction): JsonSchema {
  const style = { naming: direction === "input" ? naming : ("typescript" as const), direction };
  return peftType === undefined ? anyConfigSchema(style) : configSchema(peftType, style);
}
