import { parseArgs } from "node:util";
import { suggestion } from "../../finding/suggestion.ts";
import { type Arguments, type Command, type Option, UsageError } from "./command.ts";

/** Options that every command has. */
export const commonOptions: Readonly<Record<string, Option>> = {
  color: { summary: "Colour the output. Default: on a terminal." },
  "no-color": { summary: "Do not colour the output." },
  help: { short: "h", summary: "Show this help." },
};

/**
 * What the words after a command's name mean.
 *
 * @throws {UsageError} for an option that is not in its table, or the wrong number of operands.
 */
export function parseArguments(command: Command, words: readonly string[]): Arguments {
  const options = { ...command.options, ...commonOptions };
  const { tokens } = parseArgs({
    args: [...words],
    options: Object.fromEntries(
      Object.entries(options).map(([name, row]) => [name, toParserOption(row)]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const operands: string[] = [];
  const switches = new Set<string>();
  const values = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind === "positional") operands.push(token.value);
    if (token.kind !== "option") continue;
    const value = readValue(options, token);
    if (value === undefined) switches.add(token.name);
    else values.set(token.name, joinValues(options[token.name], values.get(token.name), value));
  }
  if (!switches.has("help")) checkOperands(command, operands);
  return { operands, switches, values };
}

/** The last value of an option, or all of them for one that may be repeated. */
function joinValues(option: Option | undefined, before: string | undefined, value: string): string {
  return option?.isRepeatable === true && before !== undefined ? `${before},${value}` : value;
}

const toParserOption = ({ short, value }: Option) =>
  ({ type: value === undefined ? "boolean" : "string", ...(short && { short }) }) as const;

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

/** The value of an option, or undefined for a switch. */
function readValue(
  options: Readonly<Record<string, Option>>,
  { name, rawName, value, inlineValue }: OptionToken,
): string | undefined {
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (option === undefined)
    throw new UsageError(describeUnknown(rawName, name, Object.keys(options)));
  if (option.value === undefined) {
    if (value !== undefined) throw new UsageError(`${rawName} takes no value.`);
    return undefined;
  }
  const isMissing = value === undefined || (!inlineValue && /^-./.test(value));
  if (isMissing) throw new UsageError(`${rawName} needs a value: ${rawName} ${option.value}.`);
  if (option.choices?.includes(value) === false) {
    throw new UsageError(`${rawName} is one of ${option.choices.join(", ")}, not ${value}.`);
  }
  return value;
}

/** Words the error for a name that is not in a list, with the name that was probably meant. */
export function describeUnknown(given: string, name: string, names: readonly string[]): string {
  const begun = name.length > 1 ? names.find((each) => each.startsWith(name)) : undefined;
  const meant = suggestion(name, names) ?? begun;
  const dashes = given.startsWith("-") ? "--" : "";
  const kind = dashes === "" ? "command" : "option";
  return `Unknown ${kind}: ${given}.${meant === undefined ? "" : ` Did you mean ${dashes}${meant}?`}`;
}

function checkOperands({ operands: { usage, least, most } }: Command, given: readonly string[]) {
  if (given.length < least) throw new UsageError(`Missing argument: expected ${usage}.`);
  if (given.length > most) throw new UsageError(`Unexpected argument: ${given[most]}.`);
}
