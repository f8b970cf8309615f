import type { PythonException, Stage as Stated } from "../../src/field/stage.ts";
import type { Input } from "./call.ts";
import { circumstanceOf } from "./circumstances.ts";
import { divergenceOf } from "./divergences.ts";
import type { Stage, Verdict } from "./oracle.ts";
import { codesOf, type Outcome } from "./outcome.ts";
import { stricterCodes } from "./stricter.ts";
import { peftWarnings } from "./warnings.ts";

/** How PEFT's verdict and ours go together. */
export type Judgement =
  | { readonly kind: "both accept" | "both refuse" | "PEFT gave no answer" }
  /** PEFT accepts, and our errors are all ones that docs/stricter-than-peft.md lists. */
  | { readonly kind: "stricter by rule"; readonly because: string }
  /** PEFT refuses for the model's or the machine's sake. */
  | { readonly kind: "set apart"; readonly because: string }
  | { readonly kind: "known divergence"; readonly because: string }
  | { readonly kind: "disagreement"; readonly because: string };

const strict = stricterCodes();

/** The stages of a trial at which PEFT may refuse, by what our tables say of a code. */
const trialStages: Readonly<Record<Stated, readonly Stage[]>> = {
  construction: ["construct"],
  injection: ["inject"],
  training: ["save", "forward", "prune"],
  strict: [],
  untrusted: [],
  warned: [],
  silent: [],
};

/** Lays PEFT's verdict beside ours. */
export function judgementOf(input: Input, verdict: Verdict, outcome: Outcome): Judgement {
  if (verdict.timeout || verdict.crashed || verdict.bad_question)
    return { kind: "PEFT gave no answer" };
  const why =
    verdict.stage === "ok" ? acceptedBy(verdict, outcome) : refusedBy(input, verdict, outcome);
  if (typeof why !== "string") return why;
  const known = divergenceOf(input, why);
  return known === undefined
    ? { kind: "disagreement", because: why }
    : { kind: "known divergence", because: known.id };
}

/** A judgement, or the disagreement in words. */
function acceptedBy(verdict: Verdict, outcome: Outcome): Judgement | string {
  if (outcome.ok) return unsaidWarning(verdict, outcome) ?? { kind: "both accept" };
  const codes = codesOf(outcome.errors);
  const unlisted = codes.filter((code) => !strict.has(code));
  if (unlisted.length > 0) return `PEFT accepts, we refuse: ${unlisted.join(", ")}`;
  return { kind: "stricter by rule", because: codes.join(" + ") };
}

function unsaidWarning(verdict: Verdict, { warnings }: Outcome): string | undefined {
  const said = codesOf(warnings);
  for (const text of verdict.warnings.construct ?? []) {
    const known = peftWarnings.find(({ says }) => text.includes(says));
    if (known === undefined) return `PEFT warns and no code is listed for it: ${text}`;
    if (!said.includes(known.code)) return `PEFT warns, we do not say ${known.code}`;
  }
  return undefined;
}

function refusedBy(input: Input, verdict: Verdict, outcome: Outcome): Judgement | string {
  const circumstance = circumstanceOf(input, verdict);
  if (circumstance !== undefined) return { kind: "set apart", because: circumstance.id };
  if (!outcome.ok) return falseClaim(verdict, outcome) ?? { kind: "both refuse" };
  return `PEFT refuses (${verdict.stage}), we accept: ${errorText(verdict)}`;
}

/** Where our only error says that PEFT refuses at another stage, or with another error, than it does. */
function falseClaim(
  { stage, error }: Verdict,
  { errors: [only, second] }: Outcome,
): string | undefined {
  if (only === undefined || second !== undefined) return undefined;
  // These are noticed wherever PEFT happens to use the value.
  if (["wrong-type", "number-not-finite"].includes(only.code)) return undefined;
  if (!trialStages[only.stage].includes(stage)) {
    return `${only.code} says ${only.stage}, PEFT refuses at ${stage}: ${error?.type}`;
  }
  return isRaised(only.raises, error?.type ?? "")
    ? undefined
    : `${only.code} says ${only.raises}, PEFT raises ${error?.type}`;
}

/** Whether a type of error is the one that a finding names, or a kind of it. */
const isRaised = (named: PythonException | null, type: string): boolean =>
  named === "Exception" || named === type || parentErrors[type]?.includes(named ?? "") === true;

/** What errors are a kind of; and `error`, as the module re names its own. */
const parentErrors: Readonly<Record<string, readonly string[]>> = {
  NoMatchingPeftModuleError: ["ValueError"],
  error: ["re.error"],
};

/** PEFT's error on one line, without what differs from case to case. */
export function errorText({ error }: Pick<Verdict, "error">): string {
  if (error === undefined) return "";
  const line = error.text.split("\n")[0] ?? "";
  return `${error.type}: ${line}`.slice(0, 160);
}
