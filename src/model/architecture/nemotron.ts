import { architecture } from "../blueprint.ts";
import { activationName, count, needed, quotient } from "../config-key.ts";
import { genericHeads } from "../head.ts";
import { layerNorm } from "../module-part.ts";
import { attention, decoder, ungated } from "./decoder-layers.ts";

/** @see transformers/models/nemotron/configuration_nemotron.py NemotronConfig */
const nemotronFields = {
  vocab_size: 256000,
  hidden_size: 6144,
  intermediate_size: 24576,
  num_hidden_layers: count(32),
  num_attention_heads: 48,
  head_dim: quotient("hidden_size", "num_attention_heads"),
  num_key_value_heads: needed(),
  hidden_act: activationName("relu2"),
  tie_word_embeddings: false,
  attention_bias: false,
  mlp_bias: false,
};

export const nemotron = architecture({
  fields: nemotronFields,
  body: (c) => {
    const layer = {
      self_attn: attention(c, { bias: c.attention_bias }),
      mlp: ungated(c.hidden_size, c.intermediate_size, c.hidden_act, c.mlp_bias),
      input_layernorm: layerNorm(c.hidden_size),
      post_attention_layernorm: layerNorm(c.hidden_size),
    };
    return { ...decoder(c, () => layer), norm: layerNorm(c.hidden_size) };
  },
  heads: genericHeads("Nemotron", { question: "transformer" }),
});
