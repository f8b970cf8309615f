import { parsedArgs, unknownText } from "./command/arguments.ts";
import { checkCommand } from "./command/check-command.ts";
import {
  type Command,
  type ExitCode,
  exit,
  UnreadableError,
  UsageError,
} from "./command/command.ts";
import { convertCommand } from "./command/convert-command.ts";
import { diffCommand } from "./command/diff-command.ts";
import { commandHelp, helpText } from "./command/help.ts";
import { rankCommand } from "./command/rank-command.ts";
import { showCommand } from "./command/show-command.ts";
import { VERSION } from "./generated/package-version.ts";
import { visible } from "./report/finding-text.ts";
import { type Io, pageWidth } from "./terminal/io.ts";

const commands: readonly Command[] = [
  checkCommand,
  showCommand,
  convertCommand,
  diffCommand,
  rankCommand,
];

/**
 * Runs the command line `peft-config`.
 *
 * @param words What stands after the command's name.
 * @param io The world outside.
 * @returns 0 if all is well, 1 for findings, 2 if it was called wrongly or a file cannot be read.
 */
export async function run(words: readonly string[], io: Io): Promise<ExitCode> {
  try {
    return await dispatched(words, io);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof UnreadableError)) throw error;
    await io.err.write(`${visible(error.message)}\n`);
    if (error instanceof UsageError) await io.err.write(`Help: peft-config ${helpOf(words)}\n`);
    return exit.unusable;
  }
}

const named = (name: string | undefined) => commands.find((command) => command.name === name);

const helpOf = ([name]: readonly string[]): string =>
  named(name) === undefined ? "--help" : `${name} --help`;

async function dispatched([name = "", ...words]: readonly string[], io: Io): Promise<ExitCode> {
  const command = named(name);
  if (command === undefined) return answered(name, io);
  const args = parsedArgs(command, words);
  if (!args.switches.has("help")) return command.run(args, io);
  await io.out.write(commandHelp(command, pageWidth(io.out)));
  return exit.fine;
}

/** What is asked of peft-config as a whole. */
const answers: Readonly<Record<string, (io: Io) => string>> = {
  "--help": (io) => helpText(commands, pageWidth(io.out)),
  "-h": (io) => helpText(commands, pageWidth(io.out)),
  help: (io) => helpText(commands, pageWidth(io.out)),
  "--version": () => `${VERSION}\n`,
  "-v": () => `${VERSION}\n`,
};

async function answered(name: string, io: Io): Promise<ExitCode> {
  const answer = Object.hasOwn(answers, name) ? answers[name] : undefined;
  if (answer !== undefined) {
    await io.out.write(answer(io));
    return exit.fine;
  }
  if (name !== "") throw new UsageError(unknownText(name, name, nameList(name)));
  await io.err.write(helpText(commands, pageWidth(io.err)));
  return exit.unusable;
}

const nameList = (given: string): readonly string[] =>
  given.startsWith("-") ? ["help", "version"] : commands.map(({ name }) => name);
