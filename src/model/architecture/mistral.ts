import { architecture } from "../blueprint.ts";
import { activationName, count, needed, quotient } from "../config-key.ts";
import { genericHeads } from "../head.ts";
import { type AttentionKeys, attention, type DenseKeys, dense } from "./decoder-layers.ts";

/** @see transformers/models/mistral/configuration_mistral.py MistralConfig */
const mistralFields = {
  vocab_size: 32000,
  hidden_size: 4096,
  intermediate_size: 14336,
  num_hidden_layers: count(32),
  num_attention_heads: 32,
  num_key_value_heads: 8,
  head_dim: quotient("hidden_size", "num_attention_heads"),
  hidden_act: activationName("silu"),
  tie_word_embeddings: false,
};

const body = (c: AttentionKeys & DenseKeys) => dense(c, attention(c));

export const mistral = architecture({
  fields: mistralFields,
  body,
  heads: genericHeads("Mistral"),
});

/** Mistral whose class leaves `head_dim` null and whose model does not look for another size. */
export const ministral = architecture({
  fields: { ...mistralFields, head_dim: needed() },
  body,
  heads: genericHeads("Ministral", { question: "transformer" }),
});

export const ministral3 = architecture({
  fields: { ...mistralFields, vocab_size: 131072, num_hidden_layers: count(34), head_dim: 128 },
  body,
  heads: genericHeads("Ministral3"),
});
