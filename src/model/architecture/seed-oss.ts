import { architecture } from "../blueprint.ts";
import { activationName, count, quotient, sameAs } from "../config-key.ts";
import { genericHeads } from "../head.ts";
import { attention, dense } from "./decoder-layers.ts";

/** @see transformers/models/seed_oss/configuration_seed_oss.py SeedOssConfig */
const seedOssFields = {
  vocab_size: 155136,
  hidden_size: 4096,
  intermediate_size: 27648,
  num_hidden_layers: count(64),
  num_attention_heads: 80,
  num_key_value_heads: sameAs("num_attention_heads", 8),
  hidden_act: activationName("silu"),
  tie_word_embeddings: false,
  attention_bias: true,
  attention_out_bias: false,
  mlp_bias: false,
  head_dim: quotient("hidden_size", "num_attention_heads", 128),
};

export const seedOss = architecture({
  fields: seedOssFields,
  body: (c) => {
    const self_attn = attention(c, { bias: c.attention_bias, outputBias: c.attention_out_bias });
    return dense(c, self_attn, c.mlp_bias);
  },
  heads: genericHeads("SeedOss", { question: "transformer" }),
});
