import type { AdapterDocument } from "../../file/document.ts";
import { type Input, readInput } from "../input/reading.ts";
import { formatFinding } from "../report/finding-text.ts";
import { describeDocument, formatJson } from "../report/json-output.ts";
import { buildMeaning, type Meaning } from "../report/meaning.ts";
import { formatMeaning, formatNames, formatSection, type Medium } from "../report/meaning-page.ts";
import { formatValue, shortenValue } from "../report/value-text.ts";
import { choosePageWidth, type Io } from "../terminal/io.ts";
import { choosePaint } from "../terminal/paint.ts";
import { replaceUnsafe } from "../terminal/unsafe.ts";
import { formatColumns } from "../terminal/wrap.ts";
import { type Arguments, type Command, type ExitCode, exit, UsageError } from "./command.ts";

export const showCommand: Command = {
  name: "show",
  summary: "Says what an adapter config means, on a page.",
  operands: { usage: "FILE", least: 1, most: 1 },
  options: {
    modules: {
      value: "N",
      summary: "How many modules AdaLoRA's budget is shared out among. Default: 1.",
    },
    json: { summary: "As JSON." },
  },
  notes: ["FILE is a file, a folder with an adapter_config.json in it, or - for standard input."],
  run: runShow,
};

async function runShow(
  { operands: [operand = ""], switches, values }: Arguments,
  io: Io,
): Promise<ExitCode> {
  const modules = parseModules(values.get("modules") ?? "1");
  const input = await readInput(operand, io);
  const { config, source, diagnostics } = input.document;
  const meaning = config && buildMeaning(config, source.text, modules);
  const text = switches.has("json")
    ? formatShowJson(input, meaning)
    : formatShowPage(input, meaning, {
        width: choosePageWidth(io.out),
        paint: choosePaint(io.out, io),
      });
  await io.out.write(text);
  return diagnostics.some(({ severity }) => severity === "error") ? exit.findings : exit.fine;
}

/** How many findings a page has room for. */
const MOST_FINDINGS = 8;

function parseModules(given: string): number {
  const modules = /^\d+$/.test(given) ? Number(given) : 0;
  if (Number.isSafeInteger(modules) && modules > 0) return modules;
  throw new UsageError(`--modules is a number of modules, such as 160, not ${given}.`);
}

function formatShowJson({ path, document }: Input, meaning: Meaning | null): string {
  const { extra, diagnostics } = document;
  return formatJson({ path, ...describeDocument(document), meaning, extra, diagnostics });
}

function formatShowPage(
  { path, document }: Input,
  meaning: Meaning | null,
  medium: Medium,
): string {
  const { config, dialect } = document;
  const what =
    config === null || meaning === null
      ? [`This is ${dialect.says}.`]
      : formatMeaning(config, meaning, medium);
  const parts = [
    medium.paint("quiet", replaceUnsafe(path)),
    ...what,
    ...formatExtra(document, medium),
    ...formatFindings(path, document, medium),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** The keys that are not the config's: of another method, all with their values. */
function formatExtra({ config, extra }: AdapterDocument, medium: Medium): readonly string[] {
  const names = Object.keys(extra);
  if (names.length === 0) return [];
  if (config !== null) {
    return [
      formatSection("Beyond the config", formatNames(names.map(replaceUnsafe), medium), medium),
    ];
  }
  const rows = names.map(
    (name) => [replaceUnsafe(name), replaceUnsafe(shortenValue(formatValue(extra[name])))] as const,
  );
  return [formatColumns(rows, medium.width)];
}

function formatFindings(
  path: string,
  { diagnostics, source, loads }: AdapterDocument,
  medium: Medium,
): readonly string[] {
  const verdict = loads ? "PEFT 0.21 loads it." : "PEFT 0.21 does not load it.";
  const more = diagnostics.length - MOST_FINDINGS;
  const texts = diagnostics
    .slice(0, MOST_FINDINGS)
    .map((diagnostic) =>
      formatFinding({ path, text: source.text }, diagnostic, medium.paint).trimEnd(),
    );
  const rest = more > 0 ? [`… and ${more} more: see peft-config check ${replaceUnsafe(path)}`] : [];
  return [medium.paint(loads ? "good" : "error", verdict), ...texts, ...rest];
}
