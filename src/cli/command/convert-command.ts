import { toAdapterConfigJson } from "../../file/text.ts";
import type { PeftConfig } from "../../finding/check.ts";
import { diagnosticText, PeftConfigError } from "../../finding/error.ts";
import { toPython } from "../../peft/python.ts";
import { releaseEnds, releaseOf } from "../../peft/releases.ts";
import { rewordDiagnostic } from "../../reword.ts";
import { writeOutput } from "../input/output.ts";
import { type Input, readInput } from "../input/reading.ts";
import { formatFinding } from "../report/finding-text.ts";
import type { Io } from "../terminal/io.ts";
import { choosePaint } from "../terminal/paint.ts";
import { replaceUnsafe } from "../terminal/unsafe.ts";
import { type Arguments, type Command, type ExitCode, exit, UsageError } from "./command.ts";

export const convertCommand: Command = {
  name: "convert",
  summary: "Writes an adapter config in another form.",
  operands: { usage: "FILE", least: 1, most: 1 },
  options: {
    peft: { value: "VERSION", summary: "The file that this release of PEFT reads, such as 0.17." },
    python: { summary: "The call in Python that makes the config." },
    canonical: { summary: "The file as PEFT 0.21 writes it after loading this one." },
    output: { short: "o", value: "FILE", summary: "Write to a file, not to standard output." },
    force: { summary: "Let --output overwrite FILE itself." },
  },
  notes: [
    "FILE is a file, a folder with an adapter_config.json in it, or - for standard input. Choose one of --peft, --python and --canonical. What is lost goes to standard error. What the release cannot express is an error, and nothing is written.",
  ],
  run: runConvert,
};

/** Makes the text that is wanted of a file that has a config. */
type Form = (input: Input, config: PeftConfig) => string;

async function runConvert(
  { operands: [operand = ""], switches, values }: Arguments,
  io: Io,
): Promise<ExitCode> {
  const form = chooseForm(switches, values.get("peft"));
  const input = await readInput(operand, io);
  const { config, extra } = input.document;
  if (config === null) return reportRefusal(input, io);
  try {
    const output = values.get("output") ?? "-";
    const keeping = { isForced: switches.has("force"), kept: { path: input.path } };
    await writeOutput(form(input, config), output, keeping, io);
  } catch (error) {
    if (!(error instanceof PeftConfigError)) throw error;
    return reportLoss(error, io);
  }
  const lost = Object.keys(extra);
  if (lost.length > 0)
    await io.err.write(`Dropped unknown keys: ${replaceUnsafe(lost.join(", "))}\n`);
  return exit.fine;
}

function chooseForm(switches: ReadonlySet<string>, peftVersion: string | undefined): Form {
  const forms: Form[] = [];
  if (peftVersion !== undefined) forms.push(createReleaseForm(peftVersion));
  if (switches.has("python")) forms.push((_, config) => toPython(config));
  if (switches.has("canonical")) forms.push(({ document }) => toAdapterConfigJson(document));
  const [form] = forms;
  if (form !== undefined && forms.length === 1) return form;
  throw new UsageError("Choose one form: --peft VERSION, --python or --canonical.");
}

/** The file for a release. */
function createReleaseForm(peftVersion: string): Form {
  try {
    releaseOf(peftVersion);
  } catch {
    const { oldest, newest } = releaseEnds;
    throw new UsageError(
      `PEFT ${peftVersion} is not a release this library writes for: choose one from ${oldest} to ${newest}, such as 0.17 or 0.17.1.`,
    );
  }
  return (_, config) => toAdapterConfigJson(config, { peftVersion });
}

/** Explains why a file has no config to convert. */
async function reportRefusal({ path, document }: Input, io: Io): Promise<ExitCode> {
  const { dialect, diagnostics, source } = document;
  const paint = choosePaint(io.err, io);
  await io.err.write(`${replaceUnsafe(path)} cannot be converted: this is ${dialect.says}.\n\n`);
  for (const diagnostic of diagnostics) {
    await io.err.write(formatFinding({ path, text: source.text }, diagnostic, paint));
  }
  return exit.findings;
}

/** Lists what a release does not support. */
async function reportLoss({ diagnostics }: PeftConfigError, io: Io): Promise<ExitCode> {
  const texts = diagnostics.map((found) => diagnosticText(rewordDiagnostic(found, "json")));
  await io.err.write(replaceUnsafe(`${texts.join("\n")}\n`));
  return exit.findings;
}
