import { architecture } from "../blueprint.ts";
import { activationName, count, late, quotient } from "../config-key.ts";
import { classifyingHeads } from "../head.ts";
import { activation, layerNorm, linear } from "../module-part.ts";
import { attention, decoder } from "./decoder-layers.ts";

/** @see transformers/models/starcoder2/configuration_starcoder2.py Starcoder2Config */
const starcoder2Fields = {
  vocab_size: 49152,
  hidden_size: 3072,
  intermediate_size: 12288,
  num_hidden_layers: count(30),
  num_attention_heads: 24,
  num_key_value_heads: 2,
  hidden_act: activationName("gelu_pytorch_tanh"),
  use_bias: true,
  tie_word_embeddings: true,
  head_dim: late(quotient("hidden_size", "num_attention_heads")),
};

export const starcoder2 = architecture({
  fields: starcoder2Fields,
  body: (c) => {
    const { hidden_size: width, use_bias: bias } = c;
    const layer = {
      self_attn: attention(c, { bias }),
      mlp: {
        c_fc: linear(width, c.intermediate_size, bias),
        c_proj: linear(c.intermediate_size, width, bias),
        act: activation(c.hidden_act),
      },
      input_layernorm: layerNorm(width),
      post_attention_layernorm: layerNorm(width),
    };
    return { ...decoder(c, () => layer), norm: layerNorm(width) };
  },
  heads: classifyingHeads("Starcoder2"),
});
