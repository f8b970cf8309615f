import { describeUnknown, parseArguments } from "./command/arguments.ts";
import { checkCommand } from "./command/check-command.ts";
import {
  type Arguments,
  type Command,
  type ExitCode,
  exit,
  UsageError,
} from "./command/command.ts";
import { convertCommand } from "./command/convert-command.ts";
import { diffCommand } from "./command/diff-command.ts";
import { enginesCommand } from "./command/engines-command.ts";
import { explainCommand } from "./command/explain-command.ts";
import { formatCommandHelp, formatHelp } from "./command/help.ts";

import { initCommand } from "./command/init-command.ts";

import { planCommand } from "./command/plan-command.ts";

import { portCommand } from "./command/port-command.ts";
import { rankCommand } from "./command/rank-command.ts";
import { schemaCommand } from "./command/schema-command.ts";
import { showCommand } from "./command/show-command.ts";
import { VERSION } from "./generated/package-version.ts";
import { UnreadableError } from "./input/reading.ts";
import { choosePageWidth, type Io } from "./terminal/io.ts";
import { replaceUnsafe } from "./terminal/unsafe.ts";

const commands: readonly Command[] = [
  checkCommand,
  showCommand,
  convertCommand,
  diffCommand,
  planCommand,
  enginesCommand,
  rankCommand,
  portCommand,
  initCommand,
  schemaCommand,
  explainCommand,
];

/**
 * Runs the command line `peft-config`.
 *
 * @param words What stands after the command's name.
 * @param io The world outside.
 * @returns 0 if all is well, 1 for findings, 2 if it was called wrongly or a file cannot be read.
 */
export async function runCommandLine(words: readonly string[], io: Io): Promise<ExitCode> {
  try {
    return await dispatch(words, io);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof UnreadableError)) throw error;
    await io.err.write(`${replaceUnsafe(error.message)}\n`);
    if (error instanceof UsageError) await io.err.write(`Help: peft-config ${nameHelp(words)}\n`);
    return exit.unusable;
  }
}

const findCommand = (name: string | undefined) => commands.find((command) => command.name === name);

const nameHelp = ([name]: readonly string[]): string =>
  findCommand(name) === undefined ? "--help" : `${name} --help`;

async function dispatch([name = "", ...words]: readonly string[], io: Io): Promise<ExitCode> {
  const command = findCommand(name);
  if (name === "help" && words.length > 0) return dispatch([...words.slice(0, 1), "--help"], io);
  if (command === undefined) return answer(name, io);
  const args = parseArguments(command, words);
  if (!args.switches.has("help")) return command.run(args, withColour(args, io));
  await io.out.write(formatCommandHelp(command, choosePageWidth(io.out)));
  return exit.fine;
}

/** The world outside, with the colours that were asked for. */
function withColour({ switches }: Arguments, io: Io): Io {
  const forced = switches.has("color") ? "1" : switches.has("no-color") ? "0" : undefined;
  return forced === undefined ? io : { ...io, env: { ...io.env, FORCE_COLOR: forced } };
}

/** What is asked of peft-config as a whole. */
const answers: Readonly<Record<string, (io: Io) => string>> = {
  "--help": (io) => formatHelp(commands, choosePageWidth(io.out)),
  "-h": (io) => formatHelp(commands, choosePageWidth(io.out)),
  help: (io) => formatHelp(commands, choosePageWidth(io.out)),
  "--version": () => `${VERSION}\n`,
  "-v": () => `${VERSION}\n`,
};

async function answer(name: string, io: Io): Promise<ExitCode> {
  const write = Object.hasOwn(answers, name) ? answers[name] : undefined;
  if (write !== undefined) {
    await io.out.write(write(io));
    return exit.fine;
  }
  if (name !== "") throw new UsageError(describeUnknown(name, name, listNames(name)));
  await io.err.write(formatHelp(commands, choosePageWidth(io.err)));
  return exit.unusable;
}

const listNames = (given: string): readonly string[] =>
  given.startsWith("-") ? ["help", "version"] : commands.map(({ name }) => name);
