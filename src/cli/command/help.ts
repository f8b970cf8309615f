import { formatColumns, wrapText } from "../terminal/wrap.ts";
import { commonOptions } from "./arguments.ts";
import type { Command, Option } from "./command.ts";

/** What all commands are, rendered from their table. */
export function formatHelp(commands: readonly Command[], width: number): string {
  return [
    wrapText(
      "Checks, shows, plans, converts and compares adapter_config.json of Hugging Face PEFT.",
      width,
    ),
    "",
    "Usage: peft-config COMMAND …",
    "",
    formatColumns(
      commands.map((command) => [formatUsage(command), command.summary] as const),
      width,
    ),
    "",
    wrapText(
      "peft-config COMMAND --help explains a command; peft-config --version prints the version. Exit status: 0 success, 1 findings, 2 usage error or unreadable file. Colours obey NO_COLOR and FORCE_COLOR.",
      width,
    ),
    "",
  ].join("\n");
}

/** What one command takes. */
export function formatCommandHelp(command: Command, width: number): string {
  const options = Object.entries({ ...command.options, ...commonOptions });
  return [
    wrapText(command.summary, width),
    "",
    `Usage: peft-config ${formatUsage(command)} [OPTION]…`,
    "",
    formatColumns(
      options.map(([name, option]) => [formatOptionUsage(name, option), option.summary] as const),
      width,
    ),
    "",
    ...command.notes.flatMap((note) => [wrapText(note, width), ""]),
  ].join("\n");
}

const formatUsage = ({ name, operands }: Command): string => `${name} ${operands.usage}`;

function formatOptionUsage(name: string, { short, value }: Option): string {
  const long = value === undefined ? `--${name}` : `--${name} ${value}`;
  return short === undefined ? long : `-${short}, ${long}`;
}
