import { architecture } from "../blueprint.ts";
import { activationName, count, late, quotient, sameAs } from "../config-key.ts";
import { causalHeads, sequenceHead } from "../head.ts";
import { weight } from "../module-part.ts";
import {
  type AttentionKeys,
  attention,
  type DenseKeys,
  decoder,
  experts,
  gated,
  headNorms,
  postNorm,
  preNorm,
} from "./decoder-layers.ts";

/** @see transformers/models/olmo/configuration_olmo.py OlmoConfig, and the same of olmo2 and olmo3 */
const olmoFields = {
  vocab_size: 50304,
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

const headsOf = (name: string) => ({
  ...causalHeads(name),
  [`${name}ForSequenceClassification`]: sequenceHead(),
});

/** The first Olmo normalises without parameters. */
export const olmo = architecture({
  fields: olmoFields,
  body: (c) => {
    const self_attn = attention(c, { bias: c.attention_bias });
    const mlp = gated(c.hidden_size, c.intermediate_size, c.hidden_act);
    const layer = { self_attn, mlp, input_layernorm: {}, post_attention_layernorm: {} };
    return { ...decoder(c, () => layer), norm: {} };
  },
  heads: headsOf("Olmo"),
});

interface Olmo2Keys extends AttentionKeys, DenseKeys {
  readonly attention_bias: boolean;
}

/** Norms after attention and after the feed-forward network, and of all queries and keys at once. */
function olmo2Body(c: Olmo2Keys) {
  const self_attn = {
    ...attention(c, { bias: c.attention_bias }),
    ...headNorms(c.num_attention_heads * c.head_dim, c.num_key_value_heads * c.head_dim),
  };
  const mlp = gated(c.hidden_size, c.intermediate_size, c.hidden_act);
  return decoder(c, () => postNorm(c.hidden_size, self_attn, mlp));
}

export const olmo2 = architecture({
  fields: olmoFields,
  body: olmo2Body,
  heads: headsOf("Olmo2"),
});

/** Olmo 2 with sliding windows, which have no parameters. */
export const olmo3 = architecture({
  fields: olmoFields,
  body: olmo2Body,
  heads: headsOf("Olmo3"),
});

/** @see transformers/models/olmoe/configuration_olmoe.py OlmoeConfig */
export const olmoe = architecture({
  fields: {
    ...olmoFields,
    hidden_size: 2048,
    intermediate_size: 2048,
    num_hidden_layers: count(16),
    num_attention_heads: 16,
    num_experts: 64,
  },
  aliases: { num_local_experts: "num_experts" },
  body: (c) => {
    const { hidden_size: width, num_experts: number } = c;
    // Not `head_dim`: the norms ask for the quotient whatever the config says.
    const keys = Math.floor(width / c.num_attention_heads) * c.num_key_value_heads;
    const self_attn = { ...attention(c, { bias: c.attention_bias }), ...headNorms(width, keys) };
    const mlp = {
      gate: weight(number, width),
      experts: experts(number, width, c.intermediate_size, c.hidden_act),
    };
    return decoder(c, () => preNorm(width, self_attn, mlp));
  },
  heads: causalHeads("Olmoe"),
});
