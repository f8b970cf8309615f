import { architecture } from "../blueprint.ts";
import { activationName, count, sameAs } from "../config-key.ts";
import { genericHeads } from "../head.ts";
import { attention, dense, headNorms } from "./decoder-layers.ts";

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
  body: (c) => dense(c, { ...attention(c, { bias: c.attention_bias }), ...headNorms(c.head_dim) }),
  heads: genericHeads("Qwen3", { question: "transformer" }),
});
