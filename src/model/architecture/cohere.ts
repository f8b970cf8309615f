import { architecture } from "../blueprint.ts";
import { activationName, count, late, optionalFlag, quotient, sameAs } from "../config-key.ts";
import { causalHeads } from "../head.ts";
import { type Block, weight, when } from "../module-part.ts";
import { attention, type DenseKeys, decoder, gated } from "./decoder-layers.ts";

/** @see transformers/models/cohere2/configuration_cohere2.py Cohere2Config */
const cohere2Fields = {
  vocab_size: 256000,
  hidden_size: 8192,
  intermediate_size: 22528,
  num_hidden_layers: count(40),
  num_attention_heads: 64,
  num_key_value_heads: sameAs("num_attention_heads"),
  hidden_act: activationName("silu"),
  tie_word_embeddings: true,
  attention_bias: false,
  head_dim: late(quotient("hidden_size", "num_attention_heads")),
};

/** Attention and the feed-forward network side by side after one norm. */
function stack(c: DenseKeys, self_attn: Block) {
  const mlp = gated(c.hidden_size, c.intermediate_size, c.hidden_act);
  return decoder(c, () => ({ self_attn, mlp, input_layernorm: weight(c.hidden_size) }));
}

/** @see transformers/models/cohere/configuration_cohere.py CohereConfig */
export const cohere = architecture({
  fields: { ...cohere2Fields, use_qk_norm: optionalFlag(false) },
  body: (c) =>
    stack(c, {
      ...attention(c, { bias: c.attention_bias }),
      ...when(c.use_qk_norm, {
        q_norm: weight(c.num_attention_heads, c.head_dim),
        k_norm: weight(c.num_key_value_heads, c.head_dim),
      }),
    }),
  heads: causalHeads("Cohere"),
});

export const cohere2 = architecture({
  fields: cohere2Fields,
  body: (c) => stack(c, attention(c, { bias: c.attention_bias })),
  heads: causalHeads("Cohere2"),
});
