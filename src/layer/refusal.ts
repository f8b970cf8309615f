import type { Outcome } from "../field/stage.ts";
import type { Diagnostic, FindingData, Path } from "../finding/diagnostic.ts";
import { PeftConfigError } from "../finding/error.ts";
import { type Audience, toDiagnostic } from "../finding/finding.ts";
import type { CodeFacts } from "../finding/rule.ts";
import { layersInvalid } from "./fault/choice.ts";

/** Who reads findings about a selection: somebody who writes TypeScript, where alone it exists. */
const writer: Audience = { language: "typescript", strictness: "written" };

/** A finding about a selection or a model, with its outcome where it is not that of the facts. */
export function makeFinding<Data extends FindingData>(
  facts: CodeFacts<Data>,
  path: Path,
  data: Data,
  outcome?: Outcome,
): Diagnostic {
  return toDiagnostic({ facts, path, data, outcome }, peftPath(path), writer);
}

/** A selection becomes layers_to_transform; PEFT has no counterpart of model and side. */
function peftPath([first, second]: Path): Path {
  if (first === "model" || first === "side") return [];
  return typeof second === "number" ? ["layers_to_transform", second] : ["layers_to_transform"];
}

/** Throws one finding. */
export function refuse<Data extends FindingData>(
  facts: CodeFacts<Data>,
  path: Path,
  data: Data,
): never {
  throw new PeftConfigError([makeFinding(facts, path, data)]);
}

/** What `read` returns, or `undefined` and the findings of what it throws. */
export function attempt<Value>(findings: Diagnostic[], read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    const found =
      error instanceof PeftConfigError
        ? error.diagnostics
        : [makeFinding(layersInvalid, ["layers"], { fault: "exception" })];
    findings.push(...found);
    return undefined;
  }
}
