import type { FileFinding } from "../../file/fault.ts";
import { positionAt } from "../../file/position.ts";
import { suggestion } from "../../finding/suggestion.ts";
import { architectures } from "../../model/listed.ts";
import type { ModelProblem } from "../../model/problem.ts";
import type { ReportedFinding } from "./report.ts";
import { placesIn } from "./text-place.ts";

/** Words about a model's file, for somebody who edits it. */
interface Words {
  readonly message: string;
  readonly hint: string;
}

const passDump = (verb: "Pass" | "pass"): string =>
  `${verb} a dump of the model in the format peft-config/tree@1 as --model. The guide to planning has the script that writes one.`;

/** Why there are no modules, at its places in the text of a model's file. */
export function listModelFindings(
  text: string,
  faults: readonly FileFinding[],
  problems: readonly ModelProblem[],
): readonly ReportedFinding[] {
  if (faults.length + problems.length === 0) return [];
  const placeOf = placesIn(text);
  // Their own words are about what PEFT does with an adapter's file.
  const broken = faults.map((fault) => ({
    ...fault,
    ...positionAt(text, fault.offset),
    pointer: "",
    message: "The model's file is not valid JSON here.",
  }));
  const told = problems.map((problem) => ({
    code: problem.code,
    severity: "error" as const,
    path: problem.path,
    peftPath: problem.path,
    data: problem.data,
    ...wordsOf(problem),
    ...placeOf(problem.path),
  }));
  return [...broken, ...told];
}

function wordsOf({ code, path, data }: ModelProblem): Words {
  const place = nameOf(path);
  switch (code) {
    case "model-unknown":
      return wordUnknown(data);
    case "model-undecided":
      return {
        message: `The modules of this model depend on ${JSON.stringify(data.key)}, which is missing.`,
        hint: hintForMissing(data.key),
      };
    case "model-invalid":
      return {
        message: `${place} is ${data.got}, but must be ${data.expected}.`,
        hint: "Write the value that the model's own config.json has.",
      };
    case "model-too-large":
      return {
        message: `${place} asks for ${data.value}, but no real model has more than ${data.most}.`,
        hint: "Write the value that the model's own config.json has.",
      };
  }
}

const nameOf = (path: ModelProblem["path"]): string =>
  path.length === 0 ? "The file" : `"${path.join(".")}"`;

function wordUnknown({
  what,
  name,
}: Extract<ModelProblem, { code: "model-unknown" }>["data"]): Words {
  const shown = JSON.stringify(name);
  if (what === "modelType") {
    const meant = suggestion(name, Object.keys(architectures));
    const hint =
      meant === undefined
        ? passDump("Pass")
        : `Did you mean "${meant}"? If not, ${passDump("pass")}`;
    return {
      message: `The model type ${shown} is not in this library's tables.`,
      hint,
    };
  }
  const message =
    what === "head"
      ? `The class ${shown} is not in this library's tables for this model type.`
      : `This library's tables do not cover ${shown}.`;
  return { message, hint: passDump("Pass") };
}

const hintForMissing = (key: string): string =>
  key === "architectures"
    ? 'Add the class to build, such as "architectures": ["LlamaForCausalLM"].'
    : `Add ${JSON.stringify(key)} as the model's own config.json has it.`;
