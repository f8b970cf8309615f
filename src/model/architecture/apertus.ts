import { architecture } from "../blueprint.ts";
import { activationName, count, late, quotient, sameAs } from "../config-key.ts";
import { causalHeads, tokenHead } from "../head.ts";
import { weight } from "../module-part.ts";
import { attention, decoder, headNorms, ungated } from "./decoder-layers.ts";

/** @see transformers/models/apertus/configuration_apertus.py ApertusConfig */
const apertusFields = {
  vocab_size: 131072,
  hidden_size: 4096,
  intermediate_size: 14336,
  num_hidden_layers: count(32),
  num_attention_heads: 32,
  num_key_value_heads: sameAs("num_attention_heads"),
  hidden_act: activationName("xielu"),
  tie_word_embeddings: false,
  attention_bias: false,
  head_dim: late(quotient("hidden_size", "num_attention_heads")),
};

export const apertus = architecture({
  fields: apertusFields,
  body: (c) => {
    const layer = {
      self_attn: { ...attention(c, { bias: c.attention_bias }), ...headNorms(c.head_dim) },
      mlp: ungated(c.hidden_size, c.intermediate_size, c.hidden_act),
      attention_layernorm: weight(c.hidden_size),
      feedforward_layernorm: weight(c.hidden_size),
    };
    return decoder(c, () => layer);
  },
  heads: { ...causalHeads("Apertus"), ApertusForTokenClassification: tokenHead() },
});
