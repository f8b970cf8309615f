import type { FileDiagnostic } from "../../file/document.ts";
import { type Candidate, candidates } from "../input/files.ts";
import { readCandidate } from "../input/reading.ts";
import { jsonReport } from "../report/json-report.ts";
import type { CheckedFile, Report, Tally } from "../report/report.ts";
import { sarifReport } from "../report/sarif-report.ts";
import { textReport } from "../report/text-report.ts";
import type { Io } from "../terminal/io.ts";
import { paintFor } from "../terminal/paint.ts";
import { progressOn } from "../terminal/progress.ts";
import { type Args, type Command, type ExitCode, exit, UnreadableError } from "./command.ts";

const formats = {
  text: (io: Io) => textReport(paintFor(io.out, io)),
  json: jsonReport,
  sarif: sarifReport,
} satisfies Readonly<Record<string, (io: Io) => Report>>;

export const checkCommand: Command = {
  name: "check",
  summary: "Says what is wrong in adapter configs, and where.",
  operands: { usage: "FILE…", least: 1, most: Number.POSITIVE_INFINITY },
  options: {
    format: {
      value: "FORMAT",
      choices: Object.keys(formats),
      summary: "text, json or sarif (for code-scanning services). Default: text.",
    },
    json: { summary: "Short for --format json." },
    quiet: { short: "q", summary: "Errors only: no warnings, no summary." },
    strict: { summary: "Warnings fail too." },
  },
  notes: [
    'FILE is a file, a folder, a pattern with *, ** and ? in quotes, or - for standard input. In a folder, and all below it, every adapter_config.json is checked, and every other .json file that has a "peft_type"; .git and node_modules are left out.',
  ],
  run: check,
};

async function check(args: Args, io: Io): Promise<ExitCode> {
  const format = formatOf(args);
  const isQuiet = args.switches.has("quiet");
  const report = formats[format](io);
  const progress = progressOn(io.err);
  const tally = { files: 0, errors: 0, warnings: 0, unreadable: 0 };
  await io.out.write(report.start());
  for await (const file of checkedFiles(args.operands, io)) {
    count(file, tally);
    const text = report.file(isQuiet ? withErrorsOnly(file) : file);
    if (text !== "") {
      progress.clear();
      await io.out.write(text);
    }
    progress.step();
  }
  progress.clear();
  if (!isQuiet || format !== "text") await io.out.write(report.end(tally));
  return exitOf(tally, args.switches.has("strict"));
}

function formatOf({ switches, values }: Args): keyof typeof formats {
  const given = switches.has("json") ? "json" : values.get("format");
  return given === "json" || given === "sarif" ? given : "text";
}

/** Every file of the operands, one by one. One that has none is a failure: nothing was checked. */
async function* checkedFiles(operands: readonly string[], io: Io): AsyncGenerator<CheckedFile> {
  for (const operand of operands) {
    let isEmpty = true;
    for (const candidate of candidates(operand, io.cwd)) {
      const file = await checked(candidate, io);
      if (file === undefined) continue;
      isEmpty = false;
      yield file;
    }
    if (isEmpty) yield { path: operand, diagnostics: [], failure: "no adapter config is there" };
  }
}

/** What is to be said of a candidate, or undefined if it is no adapter config. */
async function checked(candidate: Candidate, io: Io): Promise<CheckedFile | undefined> {
  const { path } = candidate;
  try {
    const document = await readCandidate(candidate, io);
    return document && { path, document, diagnostics: document.diagnostics };
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    return { path, diagnostics: [], failure: error.message };
  }
}

function count(
  { diagnostics, failure }: CheckedFile,
  tally: { -readonly [K in keyof Tally]: number },
) {
  const errors = diagnostics.filter(isError).length;
  tally.files++;
  tally.errors += errors;
  tally.warnings += diagnostics.length - errors;
  if (failure !== undefined) tally.unreadable++;
}

const isError = ({ severity }: FileDiagnostic): boolean => severity === "error";

const withErrorsOnly = (file: CheckedFile): CheckedFile => ({
  ...file,
  diagnostics: file.diagnostics.filter(isError),
});

function exitOf({ errors, warnings, unreadable }: Tally, isStrict: boolean): ExitCode {
  if (unreadable > 0) return exit.unusable;
  return errors > 0 || (isStrict && warnings > 0) ? exit.findings : exit.fine;
}
