import { architecture } from "../blueprint.ts";
import { activationName, count, late, quotient, sameAs } from "../config-key.ts";
import { genericHeads } from "../head.ts";
import { attention, dense } from "./decoder-layers.ts";

/** @see transformers/models/smollm3/configuration_smollm3.py SmolLM3Config */
const smollm3Fields = {
  vocab_size: 128256,
  hidden_size: 2048,
  intermediate_size: 11008,
  num_hidden_layers: count(36),
  num_attention_heads: 16,
  num_key_value_heads: sameAs("num_attention_heads", 4),
  hidden_act: activationName("silu"),
  attention_bias: false,
  mlp_bias: false,
  tie_word_embeddings: true,
  head_dim: late(quotient("hidden_size", "num_attention_heads")),
};

export const smollm3 = architecture({
  fields: smollm3Fields,
  body: (c) => dense(c, attention(c, { bias: c.attention_bias }), c.mlp_bias),
  heads: genericHeads("SmolLM3", { question: "transformer" }),
});
