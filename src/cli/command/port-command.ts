import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { toAdapterConfigJson } from "../../file/text.ts";
import { diagnosticText } from "../../finding/error.ts";
import { type PortableAdapter, portableAdapter } from "../../port/portable.ts";
import { rewordDiagnostic } from "../../reword.ts";
import { CONFIG_NAME } from "../input/files.ts";
import { type Rounding, writePort } from "../input/port-writer.ts";
import { readInput, UnreadableError } from "../input/reading.ts";
import { openTensors, type TensorFile } from "../input/tensor-file.ts";
import type { Io } from "../terminal/io.ts";
import { replaceUnsafe } from "../terminal/unsafe.ts";
import { type Arguments, type Command, type ExitCode, exit, UsageError } from "./command.ts";

/** The name of PEFT's file of weights. */
const TENSORS_NAME = "adapter_model.safetensors";

const vllmRanks = [8, 16, 32, 64, 128, 256, 320, 512] as const;
/** For kernels that share the rank among up to 8 GPUs. */
const sharedRanks = [8, 16, 32, 64, 128, 256, 512] as const;

/** The engines, and the ranks that each takes; undefined for any. */
const engineRanks: Readonly<Record<string, readonly number[] | undefined>> = {
  vllm: vllmRanks,
  aphrodite: vllmRanks,
  tgi: sharedRanks,
  lorax: sharedRanks,
  ...Object.fromEntries(
    "sglang llama.cpp ollama tensorrt-llm lmdeploy exllamav2 transformers peft diffusers olive openvino"
      .split(" ")
      .map((id) => [id, undefined]),
  ),
};

export const portCommand: Command = {
  name: "port",
  summary: "Writes an adapter as a plain LoRA that an engine serves exactly.",
  operands: { usage: "DIR", least: 1, most: 1 },
  options: {
    for: { value: "ENGINE", choices: Object.keys(engineRanks), summary: "The engine." },
    output: { short: "o", value: "OUT", summary: "A folder that does not exist yet." },
  },
  notes: [
    `DIR has an ${CONFIG_NAME} and an ${TENSORS_NAME}. Each module's scaling is folded into its B, all ranks are padded to one, and AdaLoRA becomes LoRA: rsLoRA, patterns and AdaLoRA then mean the same to every engine. DIR stays as it is. What cannot be written so, such as DoRA, is refused with the reason.`,
    "In F32 nothing but the last digit changes. In F16 and BF16 rounding may: the report says how much at most.",
  ],
  run: runPort,
};

async function runPort({ operands: [folder = ""], values }: Arguments, io: Io): Promise<ExitCode> {
  const [engine, output] = [values.get("for"), values.get("output")];
  if (engine === undefined) throw new UsageError("Missing option: --for ENGINE.");
  if (output === undefined) throw new UsageError("Missing option: -o OUT.");
  const target = resolve(io.cwd, output);
  if (existsSync(target)) throw new UnreadableError(`${output} exists; choose a new folder.`);
  const { document } = await readInput(folder, io);
  if (document.config === null) {
    throw new UnreadableError(`${folder} has no config of LoRA or AdaLoRA.`);
  }
  const tensors = await openTensors(resolve(io.cwd, folder, TENSORS_NAME));
  try {
    const port = portableAdapter(document.config, tensors.header, { ranks: engineRanks[engine] });
    if (port.ok) return await deliver(port, tensors, target, io);
    const texts = port.diagnostics.map((found) => diagnosticText(rewordDiagnostic(found, "json")));
    await io.err.write(replaceUnsafe(`${texts.join("\n")}\n`));
    return exit.findings;
  } finally {
    await tensors.close();
  }
}

async function deliver(
  { config, operations }: PortableAdapter,
  tensors: TensorFile,
  target: string,
  io: Io,
): Promise<ExitCode> {
  mkdirSync(target, { recursive: true });
  try {
    const rounding = await writePort(tensors, operations, join(target, TENSORS_NAME));
    if (!Number.isFinite(rounding.part)) {
      throw new UnreadableError(`A value of ${rounding.tensor} is too large for its type.`);
    }
    writeFileSync(join(target, CONFIG_NAME), toAdapterConfigJson(config));
    const modules = operations.filter(({ shape, padded }) => shape[1] !== padded[1]).length;
    await io.out.write(replaceUnsafe(describePort(config.r, modules, rounding)));
    return exit.fine;
  } catch (error) {
    rmSync(target, { recursive: true });
    throw error;
  }
}

function describePort(rank: number, padded: number, { tensor, part }: Rounding): string {
  const rounding =
    tensor === null
      ? "No value was rounded."
      : `The largest rounding changes a value by ${(100 * part).toPrecision(2)} %, in ${tensor}.`;
  return `Rank ${rank}, alpha ${rank}, ${padded} modules padded.\n${rounding}\n`;
}
