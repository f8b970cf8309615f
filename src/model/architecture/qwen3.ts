import { architecture } from "../architecture.ts";
import { activationName, count, sameAs } from "../field.ts";
import { genericHeads } from "../head.ts";
import { attention, decoder, gated, headNorms, preNorm } from "./decoder.ts";

/** @see transformers/models/qwen3/configuration_qwen3.py Qwen3Config */
const qwen3Fields = {
  vocab_size: 151936,
  hidden_size: 4096,
  intermediate_size: 22016,
  num_hidden_layers: count(32),
  num_attention_heads: 32,
  num_key_value_heads: sameAs("num_attention_heads", 32),
  head_dim: 128,
  hidden_act: activationName("silu"),
  tie_word_embeddings: false,
  attention_bias: false,
};

export const qwen3 = architecture({
  fields: qwen3Fields,
  body: (c) => {
    const self_attn = { ...attention(c, { bias: c.attention_bias }), ...headNorms(c.head_dim) };
    const mlp = gated(c.hidden_size, c.intermediate_size, c.hidden_act);
    return decoder(c, () => preNorm(c.hidden_size, self_attn, mlp));
  },
  heads: genericHeads("Qwen3", { question: "transformer" }),
});
