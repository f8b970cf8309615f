import type { peftTypes } from "./base.ts";

const both =
  "t5 mt5 bart gpt2 bloom opt gptj gpt_neox gpt_neo llama llama4 bert roberta deberta-v2 gpt_bigcode deberta gemma gemma2 gemma3_text gemma4 qwen2 qwen3 nemotron_h";
const loraOnly =
  "blip-2 xlm-roberta electra layoutlm chatglm mpt RefinedWebModel RefinedWeb falcon btlm codegen mistral mixtral stablelm phi rwkv rwkv7";

/**
 * The `model_type` of the models that PEFT 0.21 has default target modules for
 * (peft/utils/constants.py TRANSFORMERS_MODELS_TO_{LORA,ADALORA}_TARGET_MODULES_MAPPING).
 */
export const defaultTargetTypes: Readonly<Record<(typeof peftTypes)[number], readonly string[]>> = {
  LORA: `${both} ${loraOnly}`.split(" "),
  ADALORA: both.split(" "),
};
