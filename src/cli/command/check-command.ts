import type { TrustOptions } from "../../finding/rule.ts";
import { facts } from "../generated/code-facts.ts";
import { type Candidate, findCandidates } from "../input/files.ts";
import { readCandidate, UnreadableError } from "../input/reading.ts";
import { readTeamSettings, type TeamSettings } from "../input/team.ts";
import { createGithubReport } from "../report/github-report.ts";
import { createJsonReport } from "../report/json-report.ts";
import type { CheckedFile, CheckReport, ReportedFinding, Tally } from "../report/report.ts";
import { createSarifReport } from "../report/sarif-report.ts";
import { createTextReport } from "../report/text-report.ts";
import type { Io } from "../terminal/io.ts";
import { choosePaint } from "../terminal/paint.ts";
import { createProgress } from "../terminal/progress.ts";
import type { CheckedModel } from "./checked-model.ts";
import { type Arguments, type Command, type ExitCode, exit, UsageError } from "./command.ts";
import { describeUnknownCode } from "./explain-command.ts";
import { findOnModel, modelOption, readModel } from "./model-option.ts";

import {
  engineOption,
  findServing,
  readEngine,
  type Server,
  serverOptions,
} from "./server-options.ts";

const formats = {
  text: (io: Io) => createTextReport(choosePaint(io.out, io)),
  json: createJsonReport,
  sarif: createSarifReport,
  github: createGithubReport,
} satisfies Readonly<Record<string, (io: Io) => CheckReport>>;

export const checkCommand: Command = {
  name: "check",
  summary: "Finds what is wrong in adapter configs, and where.",
  operands: { usage: "FILE…", least: 1, most: Number.POSITIVE_INFINITY },
  options: {
    format: {
      value: "FORMAT",
      choices: Object.keys(formats),
      summary:
        "text, json, sarif (for code-scanning services) or github (for GitHub Actions). Default: text.",
    },
    json: { summary: "Short for --format json." },
    ...engineOption,
    ...serverOptions,
    ...modelOption,
    quiet: { short: "q", summary: "Errors only: no warnings, no summary." },
    strict: { summary: "Warnings fail too." },
    untrusted: {
      summary: "Refuse what PEFT should not do for a stranger's config: import, unpickle, hang.",
    },
    ignore: {
      value: "CODE",
      isRepeatable: true,
      summary: "Leave out findings with this code. May be repeated.",
    },
  },
  notes: [
    'FILE is a file, a folder, a pattern with *, ** and ? in quotes, or - for standard input. In a folder, and all below it, every adapter_config.json is checked, and every other .json file that has a "peft_type"; .git and node_modules are left out.',
    'A team keeps its settings in peft-config.json, or under "peft-config" in package.json: { "ignore": ["rank-huge"], "strict": true }.',
  ],
  run: runCheck,
};

async function runCheck(args: Arguments, io: Io): Promise<ExitCode> {
  const format = chooseFormat(args);
  const isQuiet = args.switches.has("quiet");
  const settings = chooseSettings(args, io);
  const report = formats[format](io);
  const server = readEngine(args);
  const model = await readModel(args, io);
  const progress = createProgress(io.err);
  const tally = { files: 0, errors: 0, warnings: 0, unreadable: 0 };
  await io.out.write(report.start());
  const trust: TrustOptions = args.switches.has("untrusted") ? { trust: "untrusted" } : {};
  for await (const found of checkFiles(args.operands, io, { server, model, trust })) {
    const file = dropCodes(found, settings.ignore);
    countFile(file, tally);
    const text = report.file(isQuiet ? dropWarnings(file) : file);
    if (text !== "") {
      progress.clear();
      await io.out.write(text);
    }
    progress.step();
  }
  progress.clear();
  if (!isQuiet || format !== "text") await io.out.write(report.end(tally));
  return chooseExit(tally, settings.strict);
}

function chooseFormat({ switches, values }: Arguments): keyof typeof formats {
  const given = switches.has("json") ? "json" : (values.get("format") ?? "text");
  return Object.hasOwn(formats, given) ? (given as keyof typeof formats) : "text";
}

/** The team's settings, and what the options add to them. */
function chooseSettings({ switches, values }: Arguments, io: Io): TeamSettings {
  const team = readTeamSettings(io);
  const ignore = [...team.ignore, ...(values.get("ignore")?.split(",") ?? [])];
  const unknown = ignore.find((code) => !Object.hasOwn(facts, code));
  if (unknown !== undefined) throw new UsageError(describeUnknownCode(unknown));
  return { ignore, strict: team.strict || switches.has("strict") };
}

const dropCodes = (file: CheckedFile, codes: readonly string[]): CheckedFile => ({
  ...file,
  diagnostics: file.diagnostics.filter(({ code }) => !codes.includes(code)),
});

/** Every file of the operands, one by one. One that has none is a failure: nothing was checked. */
async function* checkFiles(
  operands: readonly string[],
  io: Io,
  question: Question,
): AsyncGenerator<CheckedFile> {
  for (const operand of operands) {
    let isEmpty = true;
    for (const candidate of findCandidates(operand, io.cwd)) {
      const file = await checkCandidate(candidate, io, question);
      if (file === undefined) continue;
      isEmpty = false;
      yield file;
    }
    if (isEmpty) yield { path: operand, diagnostics: [], failure: "no adapter config is there" };
  }
}

/** What is asked about each file besides. */
interface Question {
  readonly server: Server | undefined;
  readonly model: CheckedModel | undefined;
  readonly trust: TrustOptions;
}

/** The findings of a candidate, or undefined if it is not an adapter config. */
async function checkCandidate(
  candidate: Candidate,
  io: Io,
  { server, model, trust }: Question,
): Promise<CheckedFile | undefined> {
  const { path } = candidate;
  try {
    const document = await readCandidate(candidate, io, trust);
    if (document === undefined) return undefined;
    const serving = server === undefined ? [] : findServing(path, document, server, io.cwd);
    const planned = model === undefined ? [] : findOnModel(document, model);
    return { path, document, diagnostics: [...document.diagnostics, ...planned, ...serving] };
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    return { path, diagnostics: [], failure: error.message };
  }
}

function countFile(
  { diagnostics, failure }: CheckedFile,
  tally: { -readonly [K in keyof Tally]: number },
) {
  const errors = diagnostics.filter(isError).length;
  tally.files++;
  tally.errors += errors;
  tally.warnings += diagnostics.length - errors;
  if (failure !== undefined) tally.unreadable++;
}

const isError = ({ severity }: ReportedFinding): boolean => severity === "error";

const dropWarnings = (file: CheckedFile): CheckedFile => ({
  ...file,
  diagnostics: file.diagnostics.filter(isError),
});

function chooseExit({ errors, warnings, unreadable }: Tally, isStrict: boolean): ExitCode {
  if (unreadable > 0) return exit.unusable;
  return errors > 0 || (isStrict && warnings > 0) ? exit.findings : exit.fine;
}
