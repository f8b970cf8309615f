/**
 * Lays this library beside PEFT on every file of a folder: `npm run conformance:corpus -- FOLDER`.
 * Each file is written back byte for byte; one of LoRA or AdaLoRA loads here if and only if PEFT's
 * from_pretrained loads it, and its canonical text is what PEFT writes after loading it. An
 * index.jsonl in the folder, if there is one, says what each file is.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  parseAdapterConfig,
  stringifyAdapterConfig,
  toAdapterConfigJson,
} from "../../src/index.ts";
import { ensureEnvironment } from "./environment.ts";
import { Oracle } from "./oracle.ts";

const folder = process.argv[2];
if (folder === undefined) throw new Error("Say which folder: npm run conformance:corpus -- FOLDER");

/** What the index of a corpus says of a file. */
interface Row {
  readonly file: string;
  readonly kind: string;
  readonly peft_type: string | null;
}

/** The index has no kind of its own for methods that no release knows, and few for what is no config. */
const kindsOf: Readonly<Record<string, string>> = {
  "peft-unknown-method": "peft",
  "model-config": "other",
  "unknown-object": "other",
  "not-object": "other",
  "hub-error": "other",
};

const oracle = new Oracle(await ensureEnvironment(console.log));
const rows = indexOf(folder);
const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
const answers = await Promise.all(
  names.map(async (name) => ({ name, faults: await faultsOf(name) })),
);
oracle.close();

for (const { name, faults } of answers)
  for (const fault of faults) console.log(`${name}: ${fault}`);
const wrong = answers.filter(({ faults }) => faults.length > 0).length;
console.log(`${names.length} files, ${names.length - wrong} as PEFT has them, ${wrong} not.`);
process.exitCode = wrong > 0 ? 1 : 0;

function indexOf(path: string): ReadonlyMap<string, Row> {
  const index = join(path, "index.jsonl");
  if (!existsSync(index)) return new Map();
  const lines = readFileSync(index, "utf8").trim().split("\n");
  return new Map(lines.map((line) => JSON.parse(line) as Row).map((row) => [row.file, row]));
}

async function faultsOf(name: string): Promise<readonly string[]> {
  const bytes = readFileSync(join(folder ?? "", name));
  const document = parseAdapterConfig(bytes);
  const faults: string[] = [];
  if (!Buffer.from(stringifyAdapterConfig(document)).equals(bytes))
    faults.push("written back otherwise");
  const row = rows.get(name);
  const { kind, method } = document.dialect;
  if (row !== undefined) {
    const known =
      row.kind === "bad" ? !["peft", "mlx"].includes(kind) : (kindsOf[kind] ?? kind) === row.kind;
    if (!known || (row.peft_type ?? null) !== method)
      faults.push(`is ${kind} ${method}, not ${row.kind}`);
  }
  if (method !== "LORA" && method !== "ADALORA") return faults;
  const { error, text } = await oracle.load(document.source.text);
  if (document.loads !== (error === null)) {
    return [
      ...faults,
      `PEFT ${error === null ? "loads it" : `refuses it (${error.text})`}, we do not agree`,
    ];
  }
  if (error === null && document.config !== null && toAdapterConfigJson(document) !== text) {
    faults.push("the canonical text differs from PEFT's");
  }
  if (error === null && document.config === null) faults.push("PEFT loads it, we have no config");
  return faults;
}
