import { initNames } from "./lora.ts";

/** Module names that occur in widely used architectures. */
const modules = [
  "q_proj",
  "k_proj",
  "v_proj",
  "o_proj",
  "gate_proj",
  "up_proj",
  "down_proj",
  "qkv_proj",
  "gate_up_proj",
  "query_key_value",
  "c_attn",
  "c_proj",
  "query",
  "key",
  "value",
  "dense",
  "embed_tokens",
  "lm_head",
] as const;

/** Words an editor completes, by what they are. Types and schemas are made from them; no check is. */
export const knownWords = {
  modules,
  patterns: ["all-linear"],
  initialisations: initNames,
} as const;
