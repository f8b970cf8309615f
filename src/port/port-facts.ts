import type { CodeFacts } from "../finding/rule.ts";

/**
 * A portable adapter is a product of two matrices, and nothing besides.
 *
 * @breaks port { useDora: true }
 * @keeps port { useRslora: true }
 * @see peft/tuners/lora/layer.py LoraLayer, peft/tuners/lora/variants.py
 * @remarks PEFT runs such an adapter; only `portableAdapter` refuses it.
 */
export const portFeature: CodeFacts<{ reason: string; remedy: string }> = {
  code: "port-feature",
  stage: "strict",
  words: ["{} keeps the adapter from being a plain LoRA: {reason!}.", "{remedy!}"],
};

/**
 * The tensors are those of the config.
 *
 * @breaks port { r: 4 }
 * @keeps port { r: 8 }
 * @see peft/utils/save_and_load.py set_peft_model_state_dict
 * @remarks PEFT is not asked; only `portableAdapter` refuses it.
 */
export const portTensors: CodeFacts<{ tensor: string; problem: string }> = {
  code: "port-tensors",
  stage: "strict",
  words: [
    "Tensor {tensor}: {problem!}.",
    "Pass the config and the tensors that PEFT saved together.",
  ],
};

/**
 * The engine has a rank as large as the adapter's.
 *
 * @breaks port { r: 8 } with { ranks: [4] }
 * @keeps port { r: 8 } with { ranks: [16] }
 * @see vllm/config/lora.py MaxLoRARanks
 * @remarks PEFT takes any rank; only `portableAdapter` refuses it.
 */
export const portRank: CodeFacts<{ rank: number; largest: number }> = {
  code: "port-rank",
  stage: "strict",
  words: [
    "The adapter has rank {rank!}, and the largest that can be written is {largest!}.",
    "Merge the adapter, or train one of a lower rank.",
  ],
};

/** The facts of every code of this room. */
export const portFacts: readonly CodeFacts<never>[] = [portFeature, portTensors, portRank];
