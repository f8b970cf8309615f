/**
 * Ports tiny adapters that the real PEFT made, and lets PEFT compare the logits of old and new:
 * `npm run conformance:ports`, with `--record` to write test/fixtures/ports.json.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openTensors } from "../../src/cli/input/tensor-file.ts";
import { runCommandLine } from "../../src/cli/run.ts";
import type { TensorHeader } from "../../src/port/operation.ts";
import { ensureEnvironment } from "./environment.ts";

/** An adapter of PEFT's with what came of porting it. */
export interface RecordedPort {
  readonly name: string;
  /** Its adapter_config.json. */
  readonly file: Readonly<Record<string, unknown>>;
  readonly header: TensorHeader;
  /** What the command said: of the rank and the rounding, or why it refuses. */
  readonly said: string;
  /** The largest difference of a logit as part of the largest logit; null where it was refused. */
  readonly relative: number | null;
}

/** The largest difference that is rounding, by what the name of a case begins with. */
export const bounds: Readonly<Record<string, number>> = { bf16: 2e-2, f16: 2e-3, f32: 1e-5 };

export const boundOf = (name: string): number =>
  bounds[name.split("-")[0] ?? ""] ?? bounds.f32 ?? 0;

const SCRIPT = fileURLToPath(new URL("ports.py", import.meta.url));
const FIXTURE = new URL("../fixtures/ports.json", import.meta.url);

type Differences = Readonly<Record<string, { readonly relative: number; readonly effect: number }>>;

async function port(folder: string, name: string): Promise<string> {
  let said = "";
  const write = (text: string): void => {
    said += text;
  };
  const sink = { isTTY: false, write };
  const words = ["port", `${name}/old`, "--for", "peft", "-o", `${name}/new`];
  const stdin = async () => new Uint8Array();
  await runCommandLine(words, { out: sink, err: sink, stdin, env: {}, cwd: folder });
  return said;
}

/** One case: its files, and what the command said of them. */
async function read(folder: string, name: string): Promise<Omit<RecordedPort, "relative">> {
  const config = readFileSync(join(folder, name, "old/adapter_config.json"), "utf8");
  const tensors = await openTensors(join(folder, name, "old/adapter_model.safetensors"));
  await tensors.close();
  const header = Object.fromEntries(
    Object.entries(tensors.header).map(([key, { dtype = "", shape = [] } = {}]) => [
      key,
      { dtype, shape },
    ]),
  );
  return { name, file: JSON.parse(config), header, said: await port(folder, name) };
}

async function main(): Promise<void> {
  const python = await ensureEnvironment(console.log);
  const folder = mkdtempSync(join(tmpdir(), "peft-config-ports-"));
  const ask = (what: string): string =>
    execFileSync(python, [SCRIPT, what, folder], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  ask("make");
  const names = readdirSync(folder).filter((name) => !name.startsWith("base-"));
  const cases: Omit<RecordedPort, "relative">[] = [];
  for (const name of names) cases.push(await read(folder, name));
  const differences = JSON.parse(ask("compare")) as Differences;
  rmSync(folder, { recursive: true });
  const ports = cases.map((each) => ({
    ...each,
    relative: differences[each.name]?.relative ?? null,
  }));
  report(ports, differences);
  if (process.argv.includes("--record")) {
    writeFileSync(FIXTURE, `[\n${ports.map((each) => JSON.stringify(each)).join(",\n")}\n]\n`);
  }
}

function report(ports: readonly RecordedPort[], differences: Differences): void {
  for (const { name, relative, said } of ports) {
    const isRefused = name.startsWith("refused-");
    const effect = differences[name]?.effect ?? 0;
    const isWrong = isRefused
      ? relative !== null
      : relative === null || relative > boundOf(name) || effect < 0.1;
    if (isWrong) process.exitCode = 1;
    console.log(`${isWrong ? "WRONG " : ""}${name}: ${relative ?? said.trim().split("\n")[0]}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
