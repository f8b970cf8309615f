import { architecture } from "../blueprint.ts";
import { activationName, count, integers, optionalIntegers } from "../config-key.ts";
import { bare, languageHead } from "../head.ts";
import { activation, linear, parameters, weight, when } from "../module-part.ts";
import { attention, decoder } from "./decoder-layers.ts";

/** @see transformers/models/llama4/configuration_llama4.py Llama4TextConfig */
const llama4Fields = {
  vocab_size: 202048,
  hidden_size: 5120,
  intermediate_size: 8192,
  intermediate_size_mlp: 16384,
  num_hidden_layers: count(48),
  num_attention_heads: 40,
  num_key_value_heads: 8,
  head_dim: 128,
  hidden_act: activationName("silu"),
  tie_word_embeddings: false,
  num_local_experts: 16,
  moe_layers: optionalIntegers(),
  interleave_moe_layer_step: 1,
  use_qk_norm: true,
  no_rope_layers: integers(),
  no_rope_layer_interval: 4,
  attention_bias: false,
};

function gated(width: number, inner: number, act: string) {
  return {
    gate_proj: linear(width, inner, false),
    up_proj: linear(width, inner, false),
    down_proj: linear(inner, width, false),
    activation_fn: activation(act),
  };
}

export const llama4Text = architecture({
  fields: llama4Fields,
  body: (c) => {
    const { hidden_size: width, intermediate_size: inner, num_local_experts: number } = c;
    const dense = gated(width, c.intermediate_size_mlp, c.hidden_act);
    const sparse = {
      // Their weights lie the other way round than those of other experts.
      experts: parameters(
        { gate_up_proj: [number, width, 2 * inner], down_proj: [number, inner, width] },
        { act_fn: activation(c.hidden_act) },
      ),
      router: linear(width, number, false),
      shared_expert: gated(width, inner, c.hidden_act),
    };
    const isSparse = (layer: number) =>
      c.moe_layers?.includes(layer) ?? (layer + 1) % c.interleave_moe_layer_step === 0;
    // The list says which layers do turn their queries and keys, in spite of its name.
    const turns = (layer: number) =>
      c.no_rope_layers.length > 0
        ? c.no_rope_layers[layer] !== 0
        : (layer + 1) % c.no_rope_layer_interval !== 0;
    const projections = attention(c, { bias: c.attention_bias });
    return decoder(c, (layer) => ({
      self_attn: { ...projections, ...when(c.use_qk_norm && turns(layer), { qk_norm: {} }) },
      feed_forward: isSparse(layer) ? sparse : dense,
      input_layernorm: weight(width),
      post_attention_layernorm: weight(width),
    }));
  },
  heads: { Llama4TextModel: bare, Llama4ForCausalLM: languageHead() },
});
