import { architecture } from "../blueprint.ts";
import { activationName, count, late, layerTypes, quotient } from "../config-key.ts";
import { causalHeads, genericHeads } from "../head.ts";
import { activation, linear, weight } from "../module-part.ts";
import {
  type AttentionKeys,
  attention,
  type DenseKeys,
  decoder,
  experts,
  headNorms,
  layerType,
  preNorm,
} from "./decoder-layers.ts";

/** Which layers attend, unless `layer_types` says it: every second, from the first. */
const everySecond = (layer: number) => (layer % 2 === 0 ? "full_attention" : "linear_attention");

/** @see transformers/models/minimax/configuration_minimax.py MiniMaxConfig */
const minimaxFields = {
  vocab_size: 32000,
  hidden_size: 4096,
  intermediate_size: 14336,
  num_hidden_layers: count(32),
  num_attention_heads: 32,
  num_key_value_heads: 8,
  head_dim: late(quotient("hidden_size", "num_attention_heads")),
  hidden_act: activationName("silu"),
  tie_word_embeddings: false,
  num_local_experts: 8,
  layer_types: layerTypes(everySecond),
};

/** A router and its experts. */
function routed(c: DenseKeys & { readonly num_local_experts: number }) {
  const { hidden_size: width, num_local_experts: number } = c;
  return {
    gate: weight(number, width),
    experts: experts(number, width, c.intermediate_size, c.hidden_act),
  };
}

/** Attention without a softmax, in blocks that are summed up. */
function lightning(c: AttentionKeys & DenseKeys) {
  const inner = c.num_attention_heads * c.head_dim;
  return {
    act_fn: activation(c.hidden_act),
    norm: weight(inner),
    qkv_proj: linear(c.hidden_size, 3 * inner, false),
    out_proj: linear(inner, c.hidden_size, false),
    output_gate: linear(c.hidden_size, inner, false),
  };
}

export const minimax = architecture({
  fields: minimaxFields,
  aliases: { num_experts: "num_local_experts" },
  body: (c) => {
    const full = attention(c);
    const blockwise = lightning(c);
    const rest = {
      input_layernorm: weight(c.hidden_size),
      post_attention_layernorm: weight(c.hidden_size),
      mlp: routed(c),
    };
    return decoder(c, (layer) => {
      const isLinear = layerType(c.layer_types[layer]) === "linear_attention";
      return { self_attn: isLinear ? blockwise : full, ...rest };
    });
  },
  heads: genericHeads("MiniMax"),
});

/** @see transformers/models/minimax_m2/configuration_minimax_m2.py MiniMaxM2Config */
const minimaxM2Fields = {
  vocab_size: 200064,
  hidden_size: 3072,
  intermediate_size: 1536,
  num_hidden_layers: count(62),
  num_attention_heads: 48,
  num_key_value_heads: 8,
  head_dim: 128,
  hidden_act: activationName("silu"),
  tie_word_embeddings: false,
  num_local_experts: 256,
};

export const minimaxM2 = architecture({
  fields: minimaxM2Fields,
  aliases: { num_experts: "num_local_experts" },
  body: (c) => {
    const self_attn = {
      ...attention(c),
      ...headNorms(c.num_attention_heads * c.head_dim, c.num_key_value_heads * c.head_dim),
    };
    const mlp = routed(c);
    return decoder(c, () => preNorm(c.hidden_size, self_attn, mlp));
  },
  heads: causalHeads("MiniMaxM2"),
});
