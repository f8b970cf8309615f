import { architecture } from "../blueprint.ts";
import { activationName, count, late, quotient } from "../config-key.ts";
import { genericHeads } from "../head.ts";
import { attention, decoder, gated, headNorms, postNorm } from "./decoder-layers.ts";

/** @see transformers/models/exaone4/configuration_exaone4.py Exaone4Config */
const exaone4Fields = {
  vocab_size: 102400,
  hidden_size: 4096,
  intermediate_size: 16384,
  num_hidden_layers: count(32),
  num_attention_heads: 32,
  num_key_value_heads: 32,
  hidden_act: activationName("silu"),
  tie_word_embeddings: false,
  head_dim: late(quotient("hidden_size", "num_attention_heads")),
};

export const exaone4 = architecture({
  fields: exaone4Fields,
  body: (c) => {
    const self_attn = { ...attention(c), ...headNorms(c.head_dim) };
    const mlp = gated(c.hidden_size, c.intermediate_size, c.hidden_act);
    return decoder(c, () => postNorm(c.hidden_size, self_attn, mlp));
  },
  heads: genericHeads("Exaone4", { question: "transformer" }),
});
