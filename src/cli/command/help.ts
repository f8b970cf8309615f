import { columns, wrapped } from "../terminal/wrap.ts";
import { commonOptions } from "./arguments.ts";
import type { Command, Option } from "./command.ts";

/** What all commands are, rendered from their table. */
export function helpText(commands: readonly Command[], width: number): string {
  return [
    wrapped(
      "Checks, shows, converts and compares adapter_config.json of Hugging Face PEFT.",
      width,
    ),
    "",
    "Usage: peft-config COMMAND …",
    "",
    columns(
      commands.map((command) => [usageOf(command), command.summary] as const),
      width,
    ),
    "",
    wrapped(
      "peft-config COMMAND --help says more of one, peft-config --version which release this is. It ends with 0 if all is well, 1 if something was found, 2 if it was called wrongly or a file cannot be read. Colours obey NO_COLOR and FORCE_COLOR.",
      width,
    ),
    "",
  ].join("\n");
}

/** What one command takes. */
export function commandHelp(command: Command, width: number): string {
  const options = Object.entries({ ...command.options, ...commonOptions });
  return [
    wrapped(command.summary, width),
    "",
    `Usage: peft-config ${usageOf(command)} [OPTION]…`,
    "",
    columns(
      options.map(([name, option]) => [optionUsage(name, option), option.summary] as const),
      width,
    ),
    "",
    ...command.notes.flatMap((note) => [wrapped(note, width), ""]),
  ].join("\n");
}

const usageOf = ({ name, operands }: Command): string => `${name} ${operands.usage}`;

function optionUsage(name: string, { short, value }: Option): string {
  const long = value === undefined ? `--${name}` : `--${name} ${value}`;
  return short === undefined ? long : `-${short}, ${long}`;
}
