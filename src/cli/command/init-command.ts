import { loraConfig } from "../../build/lora-config.ts";
import type { TaskType } from "../../config/input.ts";
import { isPlainObject } from "../../config/shape.ts";
import { toAdapterConfigJson } from "../../file/text.ts";
import { check } from "../../finding/check.ts";
import { diagnosticText } from "../../finding/error.ts";
import { rewordDiagnostic } from "../../reword.ts";
import { readModelConfig } from "../input/model-config.ts";
import { writeOutput } from "../input/output.ts";
import type { Io } from "../terminal/io.ts";
import { replaceUnsafe } from "../terminal/unsafe.ts";
import { type Arguments, type Command, type ExitCode, exit } from "./command.ts";

/** The command that writes a first config. */
export const initCommand: Command = {
  name: "init",
  summary: "Writes a first adapter_config.json for a model.",
  operands: { usage: "MODEL", least: 1, most: 1 },
  options: {
    output: {
      short: "o",
      value: "FILE",
      summary: "Where to write; - is standard output. Default: adapter_config.json.",
    },
    force: { summary: "Overwrite a file that exists." },
  },
  notes: [
    "MODEL is a model's config.json, or a folder that has one. The config is LoRA of rank 16 on every linear layer, and on the attention alone in a mixture of experts. It is a start: change it as you learn more.",
  ],
  run: runInit,
};

async function runInit(
  { operands: [operand = ""], ...args }: Arguments,
  io: Io,
): Promise<ExitCode> {
  const model = await readModelConfig(operand, io);
  const config = firstConfig(model.config, model.name);
  const output = args.values.get("output") ?? "adapter_config.json";
  const isForced = args.switches.has("force");
  await writeOutput(toAdapterConfigJson(config), output, { isForced, kept: "existing" }, io);
  if (output !== "-") await io.err.write(`Wrote ${replaceUnsafe(output)}.\n`);
  const modelType = model.config.model_type;
  const context = typeof modelType === "string" ? { modelType } : {};
  for (const found of check(config, context).diagnostics) {
    await io.err.write(`${replaceUnsafe(diagnosticText(rewordDiagnostic(found, "json")))}\n`);
  }
  return exit.fine;
}

type ModelConfig = Readonly<Record<string, unknown>>;

/** A config to begin with. */
function firstConfig(model: ModelConfig, baseModelNameOrPath: string) {
  return loraConfig({
    baseModelNameOrPath,
    taskType: taskOf(model),
    r: 16,
    loraAlpha: 32,
    loraDropout: 0.05,
    targetModules: hasExperts(model) ? ["q_proj", "k_proj", "v_proj", "o_proj"] : "all-linear",
  });
}

/** The endings of architectures, and the task of each. */
const tasks: Readonly<Record<string, TaskType>> = {
  ForCausalLM: "CAUSAL_LM",
  LMHeadModel: "CAUSAL_LM",
  ForConditionalGeneration: "SEQ_2_SEQ_LM",
  ForSequenceClassification: "SEQ_CLS",
  ForTokenClassification: "TOKEN_CLS",
  ForQuestionAnswering: "QUESTION_ANS",
};

/** The task of a model's architecture. One that sees or hears generates, but is not seq2seq to PEFT. */
function taskOf({ architectures, is_encoder_decoder: isSeq2Seq }: ModelConfig): TaskType | null {
  const [name = ""] = Array.isArray(architectures) ? architectures.map(String) : [];
  const ending = Object.keys(tasks).find((each) => name.endsWith(each));
  const task = ending === undefined ? null : (tasks[ending] ?? null);
  return task === "SEQ_2_SEQ_LM" && isSeq2Seq !== true ? null : task;
}

/** Of a mixture of experts, "all-linear" adapts the router and every expert. */
function hasExperts(model: ModelConfig): boolean {
  const configs = [model, model.text_config].filter(isPlainObject);
  return configs.some((each) => Object.keys(each).some((key) => /^(num|n)_.*experts$/.test(key)));
}
