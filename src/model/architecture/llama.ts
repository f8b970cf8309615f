import { architecture } from "../blueprint.ts";
import { activationName, count, quotient, sameAs } from "../config-key.ts";
import { genericHeads } from "../head.ts";
import { attention, decoder, gated, preNorm } from "./decoder-layers.ts";

/** @see transformers/models/llama/configuration_llama.py LlamaConfig */
const llamaFields = {
  vocab_size: 32000,
  hidden_size: 4096,
  intermediate_size: 11008,
  num_hidden_layers: count(32),
  num_attention_heads: 32,
  num_key_value_heads: sameAs("num_attention_heads"),
  hidden_act: activationName("silu"),
  tie_word_embeddings: false,
  attention_bias: false,
  mlp_bias: false,
  head_dim: quotient("hidden_size", "num_attention_heads"),
};

export const llama = architecture({
  fields: llamaFields,
  body: (c) => {
    const self_attn = attention(c, { bias: c.attention_bias });
    const mlp = gated(c.hidden_size, c.intermediate_size, c.hidden_act, c.mlp_bias);
    return decoder(c, () => preNorm(c.hidden_size, self_attn, mlp));
  },
  heads: genericHeads("Llama", { question: "transformer" }),
});
