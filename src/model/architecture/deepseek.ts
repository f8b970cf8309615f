import { architecture } from "../blueprint.ts";
import { activationName, count, optional } from "../config-key.ts";
import { causalHeads, classifyingHeads, sequenceHead } from "../head.ts";
import { type Block, linear, weight } from "../module-part.ts";
import { decoder, experts, gated, preNorm, type StackKeys } from "./decoder-layers.ts";

/** The keys of attention over a compressed state. */
interface LatentKeys {
  readonly hidden_size: number;
  readonly num_attention_heads: number;
  readonly attention_bias: boolean;
  readonly kv_lora_rank: number;
  readonly q_lora_rank: number | null;
  readonly qk_rope_head_dim: number;
  readonly qk_nope_head_dim: number;
  readonly v_head_dim: number;
}

/** Multi-head latent attention: queries, keys and values go through narrow states. */
function latentAttention(c: LatentKeys): Block {
  const { hidden_size: width, num_attention_heads: heads, q_lora_rank: rank } = c;
  const queries = heads * (c.qk_nope_head_dim + c.qk_rope_head_dim);
  const toQueries =
    rank === null
      ? { q_proj: linear(width, queries, false) }
      : {
          q_a_proj: linear(width, rank, c.attention_bias),
          q_a_layernorm: weight(rank),
          q_b_proj: linear(rank, queries, false),
        };
  const keysAndValues = heads * (c.qk_nope_head_dim + c.v_head_dim);
  return {
    ...toQueries,
    kv_a_proj_with_mqa: linear(width, c.kv_lora_rank + c.qk_rope_head_dim, c.attention_bias),
    kv_a_layernorm: weight(c.kv_lora_rank),
    kv_b_proj: linear(c.kv_lora_rank, keysAndValues, false),
    o_proj: linear(heads * c.v_head_dim, width, c.attention_bias),
  };
}

/** The keys of layers with experts that follow some without. */
export interface DenseFirstKeys extends StackKeys {
  readonly intermediate_size: number;
  readonly moe_intermediate_size: number;
  readonly hidden_act: string;
  readonly n_routed_experts: number;
  readonly n_shared_experts: number;
  readonly first_k_dense_replace: number;
}

/** Some dense layers, then experts that are chosen beside experts that always answer. */
export function denseFirst(c: DenseFirstKeys, self_attn: Block, hasBias = false): Block {
  const { hidden_size: width, moe_intermediate_size: inner, hidden_act: act } = c;
  const dense = gated(width, c.intermediate_size, act, hasBias);
  const sparse = {
    experts: experts(c.n_routed_experts, width, inner, act),
    gate: weight(c.n_routed_experts, width),
    shared_experts: gated(width, inner * c.n_shared_experts, act, hasBias),
  };
  return decoder(c, (layer) =>
    preNorm(width, self_attn, layer < c.first_k_dense_replace ? dense : sparse),
  );
}

/** @see transformers/models/deepseek_v2/configuration_deepseek_v2.py DeepseekV2Config */
const deepseekV2Fields = {
  vocab_size: 102400,
  hidden_size: 4096,
  intermediate_size: 11008,
  num_hidden_layers: count(32),
  num_attention_heads: 32,
  hidden_act: activationName("silu"),
  tie_word_embeddings: false,
  attention_bias: false,
  mlp_bias: false,
  first_k_dense_replace: 0,
  kv_lora_rank: 512,
  q_lora_rank: optional(1536),
  n_routed_experts: 64,
  n_shared_experts: 2,
  qk_nope_head_dim: 128,
  qk_rope_head_dim: 64,
  v_head_dim: 128,
  moe_intermediate_size: 1407,
};

export const deepseekV2 = architecture({
  fields: deepseekV2Fields,
  aliases: { num_experts: "n_routed_experts" },
  body: (c) => denseFirst(c, latentAttention(c), c.mlp_bias),
  heads: { ...causalHeads("DeepseekV2"), DeepseekV2ForSequenceClassification: sequenceHead() },
});

/** @see transformers/models/deepseek_v3/configuration_deepseek_v3.py DeepseekV3Config */
const deepseekV3Fields = {
  vocab_size: 129280,
  hidden_size: 7168,
  intermediate_size: 18432,
  moe_intermediate_size: 2048,
  num_hidden_layers: count(61),
  num_attention_heads: 128,
  n_shared_experts: 1,
  n_routed_experts: 256,
  kv_lora_rank: 512,
  q_lora_rank: optional(1536),
  qk_rope_head_dim: 64,
  v_head_dim: 128,
  qk_nope_head_dim: 128,
  first_k_dense_replace: 3,
  hidden_act: activationName("silu"),
  tie_word_embeddings: false,
  attention_bias: false,
};

export const deepseekV3 = architecture({
  fields: deepseekV3Fields,
  aliases: { num_local_experts: "n_routed_experts" },
  body: (c) => denseFirst(c, latentAttention(c)),
  heads: classifyingHeads("DeepseekV3"),
});
