import { architecture } from "../blueprint.ts";
import { activationName, count, integers, late, quotient } from "../config-key.ts";
import { genericHeads } from "../head.ts";
import { type Block, linear, weight } from "../module-part.ts";
import { attention, decoder, experts, gated, headNorms, preNorm } from "./decoder-layers.ts";

/** The keys of a feed-forward network that is dense in some layers. */
export interface SparseKeys {
  readonly hidden_size: number;
  readonly intermediate_size: number;
  readonly hidden_act: string;
  readonly decoder_sparse_step: number;
  readonly moe_intermediate_size: number;
  readonly num_experts: number;
  readonly mlp_only_layers: readonly number[];
}

/** Experts in every layer, or every second and so on, except in those that are named as dense. */
export function sparseOrDense(c: SparseKeys, sparse: Block): (layer: number) => Block {
  const dense = gated(c.hidden_size, c.intermediate_size, c.hidden_act);
  const isSparse = (layer: number) =>
    c.num_experts > 0 &&
    (layer + 1) % c.decoder_sparse_step === 0 &&
    !c.mlp_only_layers.includes(layer);
  return (layer) => (isSparse(layer) ? sparse : dense);
}

type RoutedKeys = Pick<
  SparseKeys,
  "hidden_size" | "hidden_act" | "moe_intermediate_size" | "num_experts"
>;

/** A router and its experts. */
function routed(c: RoutedKeys) {
  return {
    gate: weight(c.num_experts, c.hidden_size),
    experts: experts(c.num_experts, c.hidden_size, c.moe_intermediate_size, c.hidden_act),
  };
}

/** The same beside an expert that sees every token, as much as a gate of its own says. */
export function routedAndShared(c: RoutedKeys & { shared_expert_intermediate_size: number }) {
  return {
    ...routed(c),
    shared_expert: gated(c.hidden_size, c.shared_expert_intermediate_size, c.hidden_act),
    shared_expert_gate: linear(c.hidden_size, 1, false),
  };
}

/** @see transformers/models/qwen2_moe/configuration_qwen2_moe.py Qwen2MoeConfig */
const qwen2MoeFields = {
  vocab_size: 151936,
  hidden_size: 2048,
  intermediate_size: 5632,
  num_hidden_layers: count(24),
  num_attention_heads: 16,
  num_key_value_heads: 16,
  hidden_act: activationName("silu"),
  tie_word_embeddings: false,
  decoder_sparse_step: 1,
  moe_intermediate_size: 1408,
  shared_expert_intermediate_size: 5632,
  num_experts: 60,
  mlp_only_layers: integers(),
  qkv_bias: true,
  head_dim: late(quotient("hidden_size", "num_attention_heads")),
};

export const qwen2Moe = architecture({
  fields: qwen2MoeFields,
  body: (c) => {
    const self_attn = attention(c, { bias: c.qkv_bias, outputBias: false });
    const mlp = sparseOrDense(c, routedAndShared(c));
    return decoder(c, (layer) => preNorm(c.hidden_size, self_attn, mlp(layer)));
  },
  heads: genericHeads("Qwen2Moe"),
});

/** @see transformers/models/qwen3_moe/configuration_qwen3_moe.py Qwen3MoeConfig */
const qwen3MoeFields = {
  vocab_size: 151936,
  hidden_size: 2048,
  intermediate_size: 6144,
  num_hidden_layers: count(24),
  num_attention_heads: 32,
  num_key_value_heads: 4,
  hidden_act: activationName("silu"),
  tie_word_embeddings: false,
  attention_bias: false,
  decoder_sparse_step: 1,
  moe_intermediate_size: 768,
  num_experts: 128,
  mlp_only_layers: integers(),
  head_dim: late(quotient("hidden_size", "num_attention_heads")),
};

export const qwen3Moe = architecture({
  fields: qwen3MoeFields,
  aliases: { num_local_experts: "num_experts" },
  body: (c) => {
    const self_attn = { ...attention(c, { bias: c.attention_bias }), ...headNorms(c.head_dim) };
    const { gate, experts } = routed(c);
    const mlp = sparseOrDense(c, { experts, gate });
    return decoder(c, (layer) => preNorm(c.hidden_size, self_attn, mlp(layer)));
  },
  heads: genericHeads("Qwen3Moe", { question: "transformer" }),
});
