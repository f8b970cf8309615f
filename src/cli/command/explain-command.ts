import type { Stage } from "../../field/stage.ts";
import { severityOf } from "../../finding/finding.ts";
import { suggestion } from "../../finding/suggestion.ts";
import { facts } from "../generated/code-facts.ts";
import { choosePageWidth, type Io } from "../terminal/io.ts";
import { choosePaint } from "../terminal/paint.ts";
import { wrapText } from "../terminal/wrap.ts";
import { type Arguments, type Command, type ExitCode, exit, UsageError } from "./command.ts";

/** The command that explains a code of a finding. */
export const explainCommand: Command = {
  name: "explain",
  summary: "Explains the code of a finding: what, why, an example, the fix.",
  operands: { usage: "CODE", least: 1, most: 1 },
  options: {},
  notes: ["CODE is what stands in brackets behind a finding, such as rank-not-positive."],
  run: runExplain,
};

/** What PEFT does with a config that breaks the rule, by when it notices. */
const effects: Readonly<Record<Stage, string>> = {
  construction: "PEFT's constructor, or loading the file, refuses it.",
  injection: "get_peft_model, or loading the adapter, refuses it.",
  training: "Training fails on it, perhaps after hours.",
  strict: "PEFT accepts it, and it is never intended.",
  warned: "PEFT warns and goes on.",
  untrusted: "PEFT does what it says, which a stranger's config should not have it do.",
  silent: "PEFT silently does something else.",
};

async function runExplain({ operands: [code = ""] }: Arguments, io: Io): Promise<ExitCode> {
  const fact = Object.hasOwn(facts, code) ? facts[code] : undefined;
  if (fact === undefined) throw new UsageError(describeUnknownCode(code));
  // Loaded here alone, as the examples are half of the command's size.
  const { examples } = await import("../generated/code-examples.ts");
  const { example, message, hint, stricter } = examples[code] ?? {};
  const paint = choosePaint(io.out, io);
  const width = choosePageWidth(io.out);
  const severity = severityOf(fact.stage, "written");
  const parts = [
    `${paint(severity, severity)} ${paint("strong", code)}`,
    wrapText(fact.summary, width),
    wrapText([effects[fact.stage], stricter ?? ""].join(" ").trim(), width),
    ...(example === undefined ? [] : [`${paint("strong", "Example")}\n${indent(example)}`]),
    ...(message === undefined ? [] : [indent(wrapText(message, width - 2))]),
    ...(hint === undefined
      ? []
      : [`${paint("strong", "Fix")}\n${indent(paint("hint", wrapText(hint, width - 2)))}`]),
    paint("quiet", `In PEFT: ${fact.source}`),
  ];
  await io.out.write(`${parts.join("\n\n")}\n`);
  return exit.fine;
}

/** Words the error for a code that does not exist, with the one that was probably meant. */
export function describeUnknownCode(code: string): string {
  const meant = suggestion(code, Object.keys(facts));
  return `Unknown code: ${code}.${meant === undefined ? "" : ` Did you mean ${meant}?`}`;
}

const indent = (text: string): string => text.replaceAll(/^/gm, "  ");
