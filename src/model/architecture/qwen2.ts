import { architecture } from "../blueprint.ts";
import { activationName, count, late, quotient, sameAs } from "../config-key.ts";
import { genericHeads } from "../head.ts";
import { attention, decoder, gated, preNorm } from "./decoder-layers.ts";

/** @see transformers/models/qwen2/configuration_qwen2.py Qwen2Config */
const qwen2Fields = {
  vocab_size: 151936,
  hidden_size: 4096,
  intermediate_size: 22016,
  num_hidden_layers: count(32),
  num_attention_heads: 32,
  num_key_value_heads: sameAs("num_attention_heads", 32),
  hidden_act: activationName("silu"),
  tie_word_embeddings: false,
  head_dim: late(quotient("hidden_size", "num_attention_heads")),
};

export const qwen2 = architecture({
  fields: qwen2Fields,
  body: (c) => {
    const self_attn = attention(c, { bias: true, outputBias: false });
    const mlp = gated(c.hidden_size, c.intermediate_size, c.hidden_act);
    return decoder(c, () => preNorm(c.hidden_size, self_attn, mlp));
  },
  heads: genericHeads("Qwen2", { question: "transformer" }),
});
