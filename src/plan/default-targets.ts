import type { PeftType } from "../field/base.ts";

/** What both classes adapt by default, by `model_type`. */
const both: Readonly<Record<string, string>> = {
  gpt2: "c_attn",
  bloom: "query_key_value",
  gptj: "q_proj v_proj",
  gpt_neox: "query_key_value",
  gpt_neo: "q_proj v_proj",
  llama: "q_proj v_proj",
  llama4: "q_proj v_proj",
  bert: "query value",
  deberta: "in_proj",
  gpt_bigcode: "c_attn",
  gemma: "q_proj v_proj",
  gemma2: "q_proj v_proj",
  gemma3_text: "q_proj v_proj",
  qwen2: "q_proj v_proj",
  qwen3: "q_proj v_proj",
  nemotron_h: "q_proj k_proj v_proj o_proj",
};

/** What one class adapts: where the other differs, or has none. */
const own: Readonly<Record<PeftType, Readonly<Record<string, string>>>> = {
  LORA: {
    t5: "q v",
    mt5: "q v",
    bart: "q_proj v_proj",
    opt: "q_proj v_proj",
    roberta: "query value",
    "deberta-v2": "query_proj value_proj",
    "blip-2": "q v q_proj v_proj",
    "xlm-roberta": "query value",
    electra: "query value",
    layoutlm: "query value",
    chatglm: "query_key_value",
    mpt: "Wqkv",
    RefinedWebModel: "query_key_value",
    RefinedWeb: "query_key_value",
    falcon: "query_key_value",
    btlm: "c_proj c_attn",
    codegen: "qkv_proj",
    mistral: "q_proj v_proj",
    mixtral: "q_proj v_proj",
    stablelm: "q_proj v_proj",
    phi: "q_proj v_proj fc1 fc2",
    rwkv: "key value receptance output",
    rwkv7: "r_proj k_proj v_proj o_proj key value",
  },
  ADALORA: {
    t5: "q k v o wi wo",
    mt5: "q k v o wi_0 wi_1 wo",
    bart: "q_proj k_proj v_proj out_proj fc1 fc2",
    opt: "q_proj k_proj v_proj out_proj fc1 fc2",
    roberta: "query key value dense",
    "deberta-v2": "query_proj key_proj value_proj dense",
  },
};

/** The one default that is a pattern. */
const GEMMA4 = ".*language_model\\..*\\.(q_proj|v_proj)";

/**
 * The modules that PEFT adapts in a model of this type while `targetModules` is null: names, or a
 * pattern. Undefined where PEFT has none.
 *
 * @see peft/utils/constants.py TRANSFORMERS_MODELS_TO_LORA_TARGET_MODULES_MAPPING
 */
export function defaultTargets(
  peftType: PeftType,
  modelType: string | null,
): readonly string[] | string | undefined {
  if (modelType === null) return undefined;
  if (modelType === "gemma4") return GEMMA4;
  for (const table of [own[peftType], both]) {
    if (Object.hasOwn(table, modelType)) return table[modelType]?.split(" ");
  }
  return undefined;
}
