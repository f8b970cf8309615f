import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { adapterFileSize } from "../../plan/file-size.ts";
import { trainingMemory } from "../../plan/memory.ts";
import { planSvg } from "../../plan/picture.ts";
import type { Plan } from "../../plan/plan-types.ts";
import { describeError, type Input, readInput, UnreadableError } from "../input/reading.ts";
import { formatFinding } from "../report/finding-text.ts";
import { describeDocument, formatJson } from "../report/json-output.ts";
import type { Medium } from "../report/meaning-page.ts";
import { formatPlan } from "../report/plan-page.ts";
import type { ReportedFinding } from "../report/report.ts";
import { choosePageWidth, type Io } from "../terminal/io.ts";
import { choosePaint, type Paint } from "../terminal/paint.ts";
import { replaceUnsafe } from "../terminal/unsafe.ts";
import type { CheckedModel } from "./checked-model.ts";
import { type Arguments, type Command, type ExitCode, exit, UsageError } from "./command.ts";
import { planDocument } from "./model-option.ts";

export const planCommand: Command = {
  name: "plan",
  summary: "Shows what an adapter becomes on a model.",
  operands: { usage: "FILE --model MODEL", least: 1, most: 1 },
  options: {
    model: { value: "MODEL", summary: "The model's config.json, or a dump of its modules." },
    json: { summary: "As JSON: the plan, its sizes and all findings." },
    svg: { value: "PICTURE", summary: "Also write a picture of the plan to this file, as SVG." },
  },
  notes: [
    "FILE is a file, a folder with an adapter_config.json in it, or - for standard input. MODEL is the config.json of the base model, a folder with one, or a dump in the format peft-config/tree@1. Nothing is downloaded, and neither Python nor weights are needed.",
  ],
  run: runPlan,
};

/** What a call found out. */
interface Outcome {
  readonly input: Input;
  readonly model: CheckedModel;
  readonly plan: Plan | null;
  /** About the adapter's file. */
  readonly findings: readonly ReportedFinding[];
}

async function runPlan({ operands, switches, values }: Arguments, io: Io): Promise<ExitCode> {
  const modelPath = values.get("model");
  if (modelPath === undefined) throw new UsageError("Missing option: --model MODEL.");
  const input = await readInput(operands[0] ?? "", io);
  const { readCheckedModel } = await import("./checked-model.ts");
  const outcome = planInput(input, await readCheckedModel(modelPath, io));
  const { model, plan, findings } = outcome;
  const picture = values.get("svg");
  if (plan !== null && picture !== undefined) writePicture(picture, planSvg(plan), io.cwd);
  await io.out.write(
    switches.has("json")
      ? formatPlanJson(outcome)
      : formatPage(outcome, { width: choosePageWidth(io.out), paint: choosePaint(io.out, io) }),
  );
  const isBad = [...findings, ...model.findings].some(({ severity }) => severity === "error");
  return plan === null || isBad ? exit.findings : exit.fine;
}

function planInput(input: Input, model: CheckedModel): Outcome {
  const { config, diagnostics } = input.document;
  const { result, findings } = planDocument(input.document, model);
  return {
    input,
    model,
    plan: result?.ok ? result.plan : null,
    findings: config === null ? diagnostics : findings,
  };
}

function writePicture(path: string, svg: string, cwd: string) {
  try {
    writeFileSync(resolve(cwd, path), svg);
  } catch (error) {
    throw new UnreadableError(`${path} cannot be written: ${describeError(error)}.`);
  }
}

function formatPlanJson({ input, model, plan, findings }: Outcome): string {
  const sizes = plan && { file: adapterFileSize(plan), memory: trainingMemory(plan) };
  return formatJson({
    path: input.path,
    ...describeDocument(input.document),
    model: { path: model.path, diagnostics: model.findings },
    plan,
    sizes,
    diagnostics: findings,
  });
}

function formatPage(outcome: Outcome, medium: Medium): string {
  const { input, model, plan, findings } = outcome;
  const { paint } = medium;
  const { path, document } = input;
  const parts = [
    paint("quiet", replaceUnsafe(`${path} on ${model.path}`)),
    ...(document.config === null ? [`This is ${document.dialect.says}.`] : []),
    ...(plan === null ? [paint("error", "There is no plan.")] : formatPlan(plan, medium)),
    ...listTexts(model, model.findings, paint),
    ...listTexts({ path, text: document.source.text }, findings, paint),
  ];
  return `${parts.join("\n\n")}\n`;
}

const listTexts = (
  file: { readonly path: string; readonly text: string },
  findings: readonly ReportedFinding[],
  paint: Paint,
): readonly string[] => findings.map((finding) => formatFinding(file, finding, paint).trimEnd());
