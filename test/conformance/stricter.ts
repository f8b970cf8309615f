import { facts } from "../../docs/generate/facts.ts";

/** The codes by which we may refuse what PEFT accepts: the rows of docs/stricter-than-peft.md. */
export function stricterCodes(): ReadonlySet<string> {
  const strict = facts().filter(
    ({ when, stricter }) => when === "strict" || stricter !== undefined,
  );
  return new Set(strict.map(({ code }) => code));
}
