import { type PeftConfig, toAdapterConfigJson, toPython } from "peft-config";
import type { Job } from "./job.js";

/** The files of a job, by name: the config as PEFT saves it, and the training script. */
export function filesOf(job: Job, config: PeftConfig): Readonly<Record<string, string>> {
  return {
    "adapter_config.json": toAdapterConfigJson(config),
    "train.py": `${toPython(config)}${trainingScript(job)}`,
  };
}

/** The part of train.py after the config. A JSON string is also a Python string. */
const trainingScript = ({ baseModel }: Job): string => `
from peft import get_peft_model
from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained(${JSON.stringify(baseModel)})
model = get_peft_model(model, config)
model.print_trainable_parameters()
`;
