import { architecture } from "../blueprint.ts";
import { activationName, count, quotient } from "../config-key.ts";
import { genericHeads } from "../head.ts";
import { weight } from "../module-part.ts";
import { attention, decoder, experts, preNorm } from "./decoder-layers.ts";

/** @see transformers/models/mixtral/configuration_mixtral.py MixtralConfig */
const mixtralFields = {
  vocab_size: 32000,
  hidden_size: 4096,
  intermediate_size: 14336,
  num_hidden_layers: count(32),
  num_attention_heads: 32,
  num_key_value_heads: 8,
  head_dim: quotient("hidden_size", "num_attention_heads"),
  hidden_act: activationName("silu"),
  tie_word_embeddings: false,
  num_local_experts: 8,
};

export const mixtral = architecture({
  fields: mixtralFields,
  aliases: { num_experts: "num_local_experts" },
  body: (c) => {
    const mlp = {
      gate: weight(c.num_local_experts, c.hidden_size),
      experts: experts(c.num_local_experts, c.hidden_size, c.intermediate_size, c.hidden_act),
    };
    return decoder(c, () => preNorm(c.hidden_size, attention(c), mlp));
  },
  heads: genericHeads("Mixtral"),
});
