import type { Diagnostic } from "./diagnostic.ts";

/** Known to every build and copy of this library, so that each recognises the errors of the others. */
const brand = Symbol.for("peft-config.PeftConfigError");

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
    Object.defineProperty(this, brand, { value: true });
  }

  /** Also true of an error that another build of this library made, such as the one for CommonJS. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: a class that extends this one has its own instances
    return isInstance(this, value);
  }
}

/** Whether a value was made by a class, or is an error of any build where the class is ours. */
function isInstance(of: unknown, value: unknown): boolean {
  const isOurs = of === PeftConfigError && typeof value === "object" && value !== null;
  return isOurs
    ? Object.hasOwn(value, brand)
    : Function.prototype[Symbol.hasInstance].call(of, value);
}

function summary(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const count = `${errors.length} error${errors.length === 1 ? "" : "s"}`;
  return [`This config has ${count}.`, ...errors.map((error) => `- ${diagnosticText(error)}`)].join(
    "\n",
  );
}

/**
 * A finding as two lines a person reads: what is wrong, and what to write instead.
 *
 * @example
 * ```ts
 * const [finding] = check({ r: 0 }).diagnostics;
 * if (finding) diagnosticText(finding);
 * // "r is 0, but must be at least 1: get_peft_model raises ValueError. [rank-not-positive]\n  Write a value that is at least 1."
 * ```
 */
export function diagnosticText({ message, code, hint }: Diagnostic): string {
  return `${message} [${code}]\n  ${hint}`;
}
