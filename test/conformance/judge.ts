import type { Stage as Stated } from "../../src/field/field.ts";
import type { Input } from "./call.ts";
import { circumstanceOf } from "./circumstances.ts";
import { divergenceOf } from "./divergences.ts";
import type { Stage, Verdict } from "./oracle.ts";
import { codesOf, type Outcome } from "./outcome.ts";
import { statedStages, stricterCodes } from "./stricter.ts";
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
const stated = statedStages();

/** The stages of a trial at which PEFT may refuse, by what our tables say of a code. */
const trialStages: Readonly<Record<Stated, readonly Stage[]>> = {
  construction: ["construct"],
  injection: ["inject"],
  training: ["save", "forward", "prune"],
  strict: [],
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
  const when = stated.get(only.code) ?? "construction";
  if (!trialStages[when].includes(stage)) {
    return `${only.code} says ${when}, PEFT refuses at ${stage}: ${error?.type}`;
  }
  const types: readonly string[] = only.message.match(/\b\w*(Error|Exception)\b/g) ?? [];
  const type = error?.type ?? "";
  const isSaid =
    types.length === 0 || types.includes(type) || types.includes(parentErrors[type] ?? "");
  return isSaid ? undefined : `${only.code} says ${types.join(", ")}, PEFT raises ${type}`;
}

/** Python's names of errors that our messages call by what they are a kind of. */
const parentErrors: Readonly<Record<string, string>> = {
  NoMatchingPeftModuleError: "ValueError",
  error: "Error",
  ModuleNotFoundError: "ImportError",
};

/** PEFT's error on one line, without what differs from case to case. */
export function errorText({ error }: Pick<Verdict, "error">): string {
  if (error === undefined) return "";
  const line = error.text.split("\n")[0] ?? "";
  return `${error.type}: ${line}`.slice(0, 160);
}
