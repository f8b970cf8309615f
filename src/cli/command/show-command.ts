import type { AdapterDocument } from "../../file/document.ts";
import { type Input, readInput } from "../input/reading.ts";
import { findingText, visible } from "../report/finding-text.ts";
import { documentFields, jsonText } from "../report/json-report.ts";
import { type Meaning, meaningOf } from "../report/meaning.ts";
import { listed, type Medium, meaningPage, section } from "../report/meaning-page.ts";
import { valueLine } from "../report/setting.ts";
import { shortened } from "../report/value-text.ts";
import { type Io, pageWidth } from "../terminal/io.ts";
import { paintFor } from "../terminal/paint.ts";
import { columns } from "../terminal/wrap.ts";
import { type Args, type Command, type ExitCode, exit, UsageError } from "./command.ts";

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
  run: show,
};

async function show(
  { operands: [operand = ""], switches, values }: Args,
  io: Io,
): Promise<ExitCode> {
  const modules = modulesOf(values.get("modules") ?? "1");
  const input = await readInput(operand, io);
  const { config, source, diagnostics } = input.document;
  const meaning = config && meaningOf(config, source.text, modules);
  const text = switches.has("json")
    ? showJson(input, meaning)
    : pageText(input, meaning, { width: pageWidth(io.out), paint: paintFor(io.out, io) });
  await io.out.write(text);
  return diagnostics.some(({ severity }) => severity === "error") ? exit.findings : exit.fine;
}

/** How many findings a page has room for. */
const MOST_FINDINGS = 8;

function modulesOf(given: string): number {
  const modules = /^\d+$/.test(given) ? Number(given) : 0;
  if (Number.isSafeInteger(modules) && modules > 0) return modules;
  throw new UsageError(`--modules is a number of modules, such as 160, not ${given}.`);
}

function showJson({ path, document }: Input, meaning: Meaning | null): string {
  const { extra, diagnostics } = document;
  return jsonText({ path, ...documentFields(document), meaning, extra, diagnostics });
}

function pageText({ path, document }: Input, meaning: Meaning | null, medium: Medium): string {
  const { config, dialect } = document;
  const what =
    config === null || meaning === null
      ? [`This is ${dialect.says}.`]
      : meaningPage(config, meaning, medium);
  const parts = [
    medium.paint("quiet", visible(path)),
    ...what,
    ...extraSection(document, medium),
    ...findingsSection(path, document, medium),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** The keys that are not the config's: of another method, all with their values. */
function extraSection({ config, extra }: AdapterDocument, medium: Medium): readonly string[] {
  const names = Object.keys(extra);
  if (names.length === 0) return [];
  if (config !== null) {
    return [section("Beyond the config", listed(names.map(visible), medium), medium)];
  }
  const rows = names.map(
    (name) => [visible(name), visible(shortened(valueLine(extra[name])))] as const,
  );
  return [columns(rows, medium.width)];
}

function findingsSection(
  path: string,
  { diagnostics, source, loads }: AdapterDocument,
  medium: Medium,
): readonly string[] {
  const verdict = loads ? "PEFT 0.21 loads it." : "PEFT 0.21 does not load it.";
  const more = diagnostics.length - MOST_FINDINGS;
  const texts = diagnostics
    .slice(0, MOST_FINDINGS)
    .map((diagnostic) =>
      findingText({ path, text: source.text }, diagnostic, medium.paint).trimEnd(),
    );
  const rest = more > 0 ? [`… and ${more} more: see peft-config check ${visible(path)}`] : [];
  return [medium.paint(loads ? "good" : "error", verdict), ...texts, ...rest];
}
