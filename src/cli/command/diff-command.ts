import type { AdapterDocument } from "../../file/document.ts";
import { type Input, readInput } from "../input/reading.ts";
import { type Difference, differences } from "../report/difference.ts";
import { counted, visible } from "../report/finding-text.ts";
import { jsonText } from "../report/json-report.ts";
import { valueLine } from "../report/setting.ts";
import { type Io, pageWidth } from "../terminal/io.ts";
import { type Paint, paintFor } from "../terminal/paint.ts";
import { columns } from "../terminal/wrap.ts";
import { type Args, type Command, type ExitCode, exit, UnreadableError } from "./command.ts";

export const diffCommand: Command = {
  name: "diff",
  summary: "Says how two adapter configs differ in meaning. Ends with 1 if they do.",
  operands: { usage: "A B", least: 2, most: 2 },
  options: { json: { summary: "As JSON." } },
  notes: [
    "A and B are files or folders, or one of them is - for standard input. A missing key means its default, lists of modules and layers have no order, 16 is 16.0, and peft_version, which says only who wrote the file, is left out.",
  ],
  run: diff,
};

async function diff({ operands, switches }: Args, io: Io): Promise<ExitCode> {
  const [a = "", b = ""] = operands;
  const [before, after] = [await readable(a, io), await readable(b, io)];
  const found = differences(before.document, after.document);
  const text = switches.has("json")
    ? jsonText({ a: before.path, b: after.path, differences: found })
    : diffText(before, after, found, paintFor(io.out, io), pageWidth(io.out));
  await io.out.write(text);
  return found.length === 0 ? exit.fine : exit.findings;
}

/** A file that has values to compare. */
async function readable(operand: string, io: Io): Promise<Input> {
  const input = await readInput(operand, io);
  if (isComparable(input.document)) return input;
  const { kind, says } = input.document.dialect;
  const why = kind === "peft" ? ", but PEFT cannot load it" : "";
  throw new UnreadableError(`${input.path} cannot be compared: this is ${says}${why}.`);
}

const isComparable = ({ config, extra, dialect: { method } }: AdapterDocument): boolean =>
  method === "LORA" || method === "ADALORA" ? config !== null : Object.keys(extra).length > 0;

function diffText(
  a: Input,
  b: Input,
  found: readonly Difference[],
  paint: Paint,
  width: number,
): string {
  if (found.length === 0) return `${paint("good", "Both mean the same.")}\n`;
  const rows = found.map(
    (difference) => [visible(difference.name), visible(changeText(difference))] as const,
  );
  return [
    `${paint("strong", visible(a.path))} → ${paint("strong", visible(b.path))}`,
    "",
    columns(rows, width),
    "",
    `${counted(found.length, "difference")}.`,
    "",
  ].join("\n");
}

function changeText({ before, after, added, removed }: Difference): string {
  if (added !== undefined && removed !== undefined) {
    return [...removed.map((item) => `-${item}`), ...added.map((item) => `+${item}`)].join("  ");
  }
  return `${sideText(before)} → ${sideText(after)}`;
}

function sideText(side: Difference["before"]): string {
  return side === null ? "absent" : `${valueLine(side.value)}${side.isDefault ? " (default)" : ""}`;
}
