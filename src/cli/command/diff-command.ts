import { compareDocuments, type Difference } from "../../explain/difference.ts";
import type { AdapterDocument } from "../../file/document.ts";
import { isPeftType } from "../../finding/class.ts";
import { type Input, readInput, UnreadableError } from "../input/reading.ts";
import { formatJson } from "../report/json-output.ts";
import { formatValue } from "../report/value-text.ts";
import { choosePageWidth, type Io } from "../terminal/io.ts";
import { choosePaint, type Paint } from "../terminal/paint.ts";
import { pluralize } from "../terminal/plural.ts";
import { replaceUnsafe } from "../terminal/unsafe.ts";
import { formatColumns } from "../terminal/wrap.ts";
import { type Arguments, type Command, type ExitCode, exit } from "./command.ts";

export const diffCommand: Command = {
  name: "diff",
  summary: "Compares the meaning of two adapter configs. Exits with 1 if they differ.",
  operands: { usage: "A B", least: 2, most: 2 },
  options: { json: { summary: "As JSON." } },
  notes: [
    "A and B are files or folders, or one of them is - for standard input. A missing key means its default, lists of modules and layers have no order, 16 is 16.0, and peft_version is ignored: it only tells which release wrote the file.",
  ],
  run: runDiff,
};

async function runDiff({ operands, switches }: Arguments, io: Io): Promise<ExitCode> {
  const [a = "", b = ""] = operands;
  const [before, after] = [await readComparable(a, io), await readComparable(b, io)];
  const found = compareDocuments(before.document, after.document);
  const text = switches.has("json")
    ? formatJson({ a: before.path, b: after.path, differences: found })
    : formatDifferences(before, after, found, choosePaint(io.out, io), choosePageWidth(io.out));
  await io.out.write(text);
  return found.length === 0 ? exit.fine : exit.findings;
}

/** A file that has values to compare. */
async function readComparable(operand: string, io: Io): Promise<Input> {
  const input = await readInput(operand, io);
  if (isComparable(input.document)) return input;
  const { kind, says } = input.document.dialect;
  const why = kind === "peft" ? ", but PEFT cannot load it" : "";
  throw new UnreadableError(`${input.path} cannot be compared: this is ${says}${why}.`);
}

const isComparable = ({ config, extra, dialect: { method } }: AdapterDocument): boolean =>
  isPeftType(method) ? config !== null : Object.keys(extra).length > 0;

function formatDifferences(
  a: Input,
  b: Input,
  found: readonly Difference[],
  paint: Paint,
  width: number,
): string {
  if (found.length === 0) return `${paint("good", "Both mean the same.")}\n`;
  const rows = found.map(
    (difference) =>
      [replaceUnsafe(difference.name), replaceUnsafe(formatChange(difference))] as const,
  );
  return [
    `${paint("strong", replaceUnsafe(a.path))} → ${paint("strong", replaceUnsafe(b.path))}`,
    "",
    formatColumns(rows, width),
    "",
    `${pluralize(found.length, "difference")}.`,
    "",
  ].join("\n");
}

function formatChange({ before, after, added, removed }: Difference): string {
  if (added !== undefined && removed !== undefined) {
    return [...removed.map((item) => `-${item}`), ...added.map((item) => `+${item}`)].join("  ");
  }
  return `${formatSide(before)} → ${formatSide(after)}`;
}

function formatSide(side: Difference["before"]): string {
  return side === null
    ? "absent"
    : `${formatValue(side.value)}${side.isDefault ? " (default)" : ""}`;
}
