import { facts } from "../../docs/generate/facts.ts";

/** The codes by which we may refuse what PEFT accepts: those of docs/stricter-than-peft.md. */
export const stricterCodes = (): ReadonlySet<string> =>
  new Set(
    facts()
      .filter(({ stage, stricter }) => stage === "strict" || stricter !== null)
      .map(({ code }) => code),
  );
