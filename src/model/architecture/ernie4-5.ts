import { architecture } from "../blueprint.ts";
import { activationName, count, optionalFlag, quotient, sameAs } from "../config-key.ts";
import { causalHeads } from "../head.ts";
import { attention, dense } from "./decoder-layers.ts";

/** @see transformers/models/ernie4_5/configuration_ernie4_5.py Ernie4_5Config */
const ernie45Fields = {
  vocab_size: 103424,
  hidden_size: 1024,
  intermediate_size: 3072,
  num_hidden_layers: count(18),
  num_attention_heads: 16,
  num_key_value_heads: sameAs("num_attention_heads", 2),
  hidden_act: activationName("silu"),
  tie_word_embeddings: true,
  use_bias: optionalFlag(false),
  head_dim: quotient("hidden_size", "num_attention_heads", 128),
};

export const ernie45 = architecture({
  fields: ernie45Fields,
  body: (c) => dense(c, attention(c, { bias: c.use_bias }), c.use_bias),
  heads: causalHeads("Ernie4_5"),
});
