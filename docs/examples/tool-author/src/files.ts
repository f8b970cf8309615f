import { type PeftConfig, toAdapterConfigJson, toPython } from "peft-config";
import type { Job } from "./job.js";

/** The files of a job, by name: what PEFT would save, and the script that trains. */
export function filesOf(job: Job, config: PeftConfig): Readonly<Record<string, string>> {
  return {
    "adapter_config.json": toAdapterConfigJson(config),
    "train.py": `${toPython(config)}${trainingScript(job)}`,
  };
}

/** What follows the config in train.py. A string in JSON is a string in Python. */
const trainingScript = ({ baseModel }: Job): string => `
from peft import get_peft_model
from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained(${JSON.stringify(baseModel)})
model = get_peft_model(model, config)
model.print_trainable_parameters()
`;
