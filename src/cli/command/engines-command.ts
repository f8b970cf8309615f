import { type EngineId, engineIds, engines } from "../../engine/engine-list.ts";
import { type Servability, servabilityTable } from "../../engine/servability.ts";
import { readInput } from "../input/reading.ts";
import { readServingFacts } from "../input/serving-facts.ts";
import { describeDocument, formatJson } from "../report/json-output.ts";
import { choosePageWidth, type Io } from "../terminal/io.ts";
import { choosePaint, type Paint } from "../terminal/paint.ts";
import { replaceUnsafe } from "../terminal/unsafe.ts";
import { wrapText } from "../terminal/wrap.ts";
import { type Arguments, type Command, type ExitCode, exit } from "./command.ts";
import { readServer, serverOptions } from "./server-options.ts";

export const enginesCommand: Command = {
  name: "engines",
  summary: "Shows what each serving engine does with an adapter.",
  operands: { usage: "FILE", least: 1, most: 1 },
  options: { ...serverOptions, json: { summary: "As JSON, with the remedies and sources." } },
  notes: [
    "FILE is a file, a folder with an adapter_config.json in it, or - for standard input. The header of the adapter_model.safetensors beside it is read too. An engine serves the adapter, refuses it, alters it (runs it, but not as PEFT does), or it is unknown. peft-config check FILE --engine ENGINE says what to write instead.",
  ],
  run: runEngines,
};

type Table = Readonly<Record<EngineId, Servability>>;

async function runEngines(args: Arguments, io: Io): Promise<ExitCode> {
  const { path, document } = await readInput(args.operands[0] ?? "", io);
  const { config, dialect } = document;
  const facts = { ...readServingFacts(path, document, io.cwd), ...readServer(args) };
  const table =
    config === null ? null : servabilityTable(config, { ...facts, language: "json" as const });
  if (args.switches.has("json")) {
    await io.out.write(formatJson({ path, ...describeDocument(document), engines: table }));
  } else if (table === null) {
    await io.err.write(`${replaceUnsafe(path)} has no config to judge: this is ${dialect.says}.\n`);
  } else {
    await io.out.write(formatTable(path, table, choosePaint(io.out, io), choosePageWidth(io.out)));
  }
  return table === null ? exit.findings : exit.fine;
}

const styles = { serves: "good", refuses: "error", alters: "error", unknown: "warning" } as const;

function formatTable(path: string, table: Table, paint: Paint, width: number): string {
  const rows = engineIds.map((id) => formatRow(table[id], paint, width));
  return [paint("strong", replaceUnsafe(path)), "", ...rows, ""].join("\n");
}

const VERDICT_COLUMN = 36;
const indent = " ".repeat(4);

function formatRow(
  { engine, release, verdict, findings }: Servability,
  paint: Paint,
  width: number,
) {
  const name = `${engines[engine].name} ${release}`;
  const head = `  ${name.padEnd(VERDICT_COLUMN - 2)}${paint(styles[verdict], verdict)}`;
  const texts = findings.map(
    ({ message }) => indent + wrapText(replaceUnsafe(message), width, indent),
  );
  return [head, ...texts].join("\n");
}
