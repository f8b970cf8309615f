import { architecture } from "../blueprint.ts";
import { activationName, count } from "../config-key.ts";
import { classifyingHeads } from "../head.ts";
import { layerNorm, list, when } from "../module-part.ts";
import { attention, decoder, gated } from "./decoder-layers.ts";

/** @see transformers/models/stablelm/configuration_stablelm.py StableLmConfig */
const stablelmFields = {
  vocab_size: 50304,
  intermediate_size: 6912,
  hidden_size: 2560,
  num_hidden_layers: count(32),
  num_attention_heads: count(32),
  num_key_value_heads: count(32),
  hidden_act: activationName("silu"),
  tie_word_embeddings: false,
  use_qkv_bias: false,
  qk_layernorm: false,
  use_parallel_residual: false,
};

/** A norm for each head, without a bias. */
const normPerHead = (heads: number, width: number) => ({
  norms: list(heads, () => layerNorm(width, false)),
});

export const stablelm = architecture({
  fields: stablelmFields,
  body: (c) => {
    const { hidden_size: width, num_attention_heads: heads } = c;
    // The model looks for no other size of a head.
    const head_dim = Math.floor(width / heads);
    const layer = {
      self_attn: {
        ...attention({ ...c, head_dim }, { bias: c.use_qkv_bias, outputBias: false }),
        ...when(c.qk_layernorm, {
          q_layernorm: normPerHead(heads, head_dim),
          k_layernorm: normPerHead(c.num_key_value_heads, head_dim),
        }),
      },
      mlp: gated(width, c.intermediate_size, c.hidden_act),
      input_layernorm: layerNorm(width),
      ...when(!c.use_parallel_residual, { post_attention_layernorm: layerNorm(width) }),
      dropout: {},
    };
    return { ...decoder(c, () => layer), norm: layerNorm(width) };
  },
  heads: classifyingHeads("StableLm"),
});
