import type { AdapterDocument } from "../../file/document.ts";
import { checkPlan, type PlanResult } from "../../plan/check-plan.ts";
import { rewordDiagnostic } from "../../reword.ts";
import { UnreadableError } from "../input/reading.ts";
import type { ReportedFinding } from "../report/report.ts";
import { placesIn } from "../report/text-place.ts";
import type { Io } from "../terminal/io.ts";
import type { CheckedModel } from "./checked-model.ts";
import type { Arguments, Option } from "./command.ts";

/** The option that names the base model. */
export const modelOption: Readonly<Record<string, Option>> = {
  model: {
    value: "MODEL",
    summary: "Also report what PEFT misses or moves on this model: its config.json, or a dump.",
  },
};

/**
 * The model that `--model` names; undefined without it.
 *
 * @throws {UnreadableError} if its file tells no modules.
 */
export async function readModel({ values }: Arguments, io: Io): Promise<CheckedModel | undefined> {
  const path = values.get("model");
  if (path === undefined) return undefined;
  const { readCheckedModel } = await import("./checked-model.ts");
  const model = await readCheckedModel(path, io);
  if (model.tree !== null) return model;
  const [finding] = model.findings;
  if (finding === undefined) throw new UnreadableError(`${path} does not describe a model.`);
  const { line, column, message, hint } = finding;
  throw new UnreadableError(`${path}:${line}:${column} ${message} ${hint}`);
}

/** What becomes of a file's config on a model, and the findings at their places in the file. */
export function planDocument(
  { config, source }: AdapterDocument,
  { tree, base }: CheckedModel,
): { readonly result: PlanResult | null; readonly findings: readonly ReportedFinding[] } {
  if (config === null || tree === null) return { result: null, findings: [] };
  const result = checkPlan(config, tree, { base });
  if (result.diagnostics.length === 0) return { result, findings: [] };
  const placeOf = placesIn(source.text);
  const findings = result.diagnostics.map((found) => {
    const diagnostic = rewordDiagnostic(found, "json");
    return { ...diagnostic, ...placeOf(diagnostic.peftPath) };
  });
  return { result, findings };
}

/** What a model adds to the findings of a file alone. */
export function findOnModel(
  document: AdapterDocument,
  model: CheckedModel,
): readonly ReportedFinding[] {
  const keyOf = ({ code, peftPath }: Pick<ReportedFinding, "code" | "peftPath">) =>
    JSON.stringify([code, peftPath]);
  const known = new Set(document.diagnostics.map(keyOf));
  return planDocument(document, model).findings.filter((finding) => !known.has(keyOf(finding)));
}
