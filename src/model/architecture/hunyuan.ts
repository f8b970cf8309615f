import { architecture } from "../blueprint.ts";
import { activationName, count, needed, sameAs } from "../config-key.ts";
import { causalHeads, sequenceHead } from "../head.ts";
import { weight } from "../module-part.ts";
import { attention, dense } from "./decoder-layers.ts";

/** @see transformers/models/hunyuan_v1_dense/configuration_hunyuan_v1_dense.py HunYuanDenseV1Config */
const hunyuanFields = {
  vocab_size: 290943,
  hidden_size: 4096,
  intermediate_size: 11008,
  num_hidden_layers: count(32),
  num_attention_heads: 32,
  num_key_value_heads: sameAs("num_attention_heads"),
  hidden_act: activationName("silu"),
  tie_word_embeddings: false,
  attention_bias: false,
  head_dim: needed(),
};

export const hunyuanV1Dense = architecture({
  fields: hunyuanFields,
  body: (c) =>
    dense(c, {
      ...attention(c, { bias: c.attention_bias }),
      query_layernorm: weight(c.head_dim),
      key_layernorm: weight(c.head_dim),
    }),
  heads: {
    ...causalHeads("HunYuanDenseV1"),
    HunYuanDenseV1ForSequenceClassification: sequenceHead(),
  },
});
