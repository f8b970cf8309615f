import type { Diagnostic, Path } from "../finding/diagnostic.ts";
import { PeftConfigError } from "../finding/error.ts";
import type { SelectionCode } from "./rules.ts";

/** A finding of this room: its code, where it is, what PEFT would do, and what to write. */
export function finding(
  code: SelectionCode,
  path: Path,
  message: string,
  hint: string,
): Diagnostic {
  const severity = code === "layers-elsewhere" ? "warning" : "error";
  return { code, severity, path, peftPath: peftPath(path), message, hint };
}

/** A selection becomes layers_to_transform; the rest of its path has no counterpart in PEFT. */
function peftPath([first, second]: Path): Path {
  if (first === "model" || first === "stack") return [];
  return typeof second === "number" ? ["layers_to_transform", second] : ["layers_to_transform"];
}

/** Gives up with one finding. */
export function refuse(...problem: Parameters<typeof finding>): never {
  throw new PeftConfigError([finding(...problem)]);
}

/** What `read` gives, or `undefined` and a finding if it throws. */
export function attempt<Value>(findings: Diagnostic[], read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    const unreadable = "Reading layers or model threw an exception.";
    const found =
      error instanceof PeftConfigError
        ? error.diagnostics
        : [finding("layers-invalid", ["layers"], unreadable, "Pass plain data.")];
    findings.push(...found);
    return undefined;
  }
}
