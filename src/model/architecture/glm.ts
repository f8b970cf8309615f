import { architecture } from "../blueprint.ts";
import { activationName, count, late, quotient } from "../config-key.ts";
import { causalHeads, classifyingHeads } from "../head.ts";
import { type Block, weight, when } from "../module-part.ts";
import {
  type AttentionKeys,
  attention,
  type DenseKeys,
  decoder,
  fusedGated,
  headNorms,
  preNorm,
} from "./decoder-layers.ts";
import { denseFirst } from "./deepseek.ts";

/** @see transformers/models/glm/configuration_glm.py GlmConfig, and the same of glm4 */
const glmFields = {
  vocab_size: 151552,
  hidden_size: 4096,
  intermediate_size: 13696,
  num_hidden_layers: count(40),
  num_attention_heads: 32,
  num_key_value_heads: 2,
  head_dim: 128,
  hidden_act: activationName("silu"),
  tie_word_embeddings: false,
  attention_bias: true,
};

interface GlmKeys extends AttentionKeys, DenseKeys {
  readonly attention_bias: boolean;
}

/** A bias for queries, keys and values only, and perhaps norms for what the two halves give. */
function stack(c: GlmKeys, moreNorms: Block) {
  const self_attn = attention(c, { bias: c.attention_bias, outputBias: false });
  const mlp = fusedGated(c.hidden_size, c.intermediate_size, c.hidden_act);
  return decoder(c, () => ({ ...preNorm(c.hidden_size, self_attn, mlp), ...moreNorms }));
}

export const glm = architecture({
  fields: glmFields,
  body: (c) => stack(c, {}),
  heads: classifyingHeads("Glm"),
});

export const glm4 = architecture({
  fields: glmFields,
  body: (c) =>
    stack(c, {
      post_self_attn_layernorm: weight(c.hidden_size),
      post_mlp_layernorm: weight(c.hidden_size),
    }),
  heads: classifyingHeads("Glm4"),
});

/** @see transformers/models/glm4_moe/configuration_glm4_moe.py Glm4MoeConfig */
const glm4MoeFields = {
  vocab_size: 151552,
  hidden_size: 4096,
  intermediate_size: 10944,
  num_hidden_layers: count(46),
  num_attention_heads: 96,
  num_key_value_heads: 8,
  hidden_act: activationName("silu"),
  tie_word_embeddings: false,
  attention_bias: false,
  moe_intermediate_size: 1408,
  n_shared_experts: 1,
  n_routed_experts: 128,
  first_k_dense_replace: 1,
  use_qk_norm: false,
  head_dim: late(quotient("hidden_size", "num_attention_heads")),
};

export const glm4Moe = architecture({
  fields: glm4MoeFields,
  aliases: { num_local_experts: "n_routed_experts" },
  body: (c) =>
    denseFirst(c, {
      ...attention(c, { bias: c.attention_bias, outputBias: false }),
      ...when(c.use_qk_norm, headNorms(c.head_dim)),
    }),
  heads: causalHeads("Glm4Moe"),
});
