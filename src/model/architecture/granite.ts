import { architecture } from "../blueprint.ts";
import { activationName, count, late, quotient, sameAs } from "../config-key.ts";
import { causalHeads } from "../head.ts";
import { weight } from "../module-part.ts";
import { attention, decoder, dense, experts } from "./decoder-layers.ts";

/** @see transformers/models/granite/configuration_granite.py GraniteConfig */
const graniteFields = {
  vocab_size: 32000,
  hidden_size: 4096,
  intermediate_size: 11008,
  num_hidden_layers: count(32),
  num_attention_heads: 32,
  num_key_value_heads: sameAs("num_attention_heads"),
  hidden_act: activationName("silu"),
  tie_word_embeddings: false,
  attention_bias: false,
  head_dim: late(quotient("hidden_size", "num_attention_heads")),
};

export const granite = architecture({
  fields: { ...graniteFields, mlp_bias: false },
  body: (c) => dense(c, attention(c, { bias: c.attention_bias }), c.mlp_bias),
  heads: causalHeads("Granite"),
});

/** @see transformers/models/granitemoe/configuration_granitemoe.py GraniteMoeConfig */
export const granitemoe = architecture({
  fields: { ...graniteFields, num_local_experts: 8 },
  body: (c) => {
    const { hidden_size: width, num_local_experts: number } = c;
    const layer = {
      self_attn: attention(c, { bias: c.attention_bias }),
      input_layernorm: weight(width),
      post_attention_layernorm: weight(width),
      block_sparse_moe: {
        router: weight(number, width),
        experts: experts(number, width, c.intermediate_size, c.hidden_act),
      },
    };
    return decoder(c, () => layer);
  },
  heads: causalHeads("GraniteMoe"),
});
