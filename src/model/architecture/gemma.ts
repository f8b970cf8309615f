import { architecture } from "../blueprint.ts";
import { activationName, count } from "../config-key.ts";
import { bare, classifyingHeads, languageHead, sequenceHead } from "../head.ts";
import { type Block, weight } from "../module-part.ts";
import {
  type AttentionKeys,
  attention,
  decoder,
  dense,
  gated,
  headNorms,
  type StackKeys,
} from "./decoder-layers.ts";

/** @see transformers/models/gemma/configuration_gemma.py GemmaConfig */
const gemmaFields = {
  vocab_size: 256000,
  hidden_size: 3072,
  intermediate_size: 24576,
  num_hidden_layers: count(28),
  num_attention_heads: 16,
  num_key_value_heads: 16,
  head_dim: 256,
  hidden_act: activationName("gelu_pytorch_tanh"),
  tie_word_embeddings: true,
  attention_bias: false,
};

export const gemma = architecture({
  fields: gemmaFields,
  body: (c) => dense(c, attention(c, { bias: c.attention_bias })),
  heads: classifyingHeads("Gemma"),
});

/** @see transformers/models/gemma2/configuration_gemma2.py Gemma2Config */
const gemma2Fields = {
  vocab_size: 256000,
  hidden_size: 2304,
  intermediate_size: 9216,
  num_hidden_layers: count(26),
  num_attention_heads: 8,
  num_key_value_heads: 4,
  head_dim: 256,
  hidden_activation: activationName("gelu_pytorch_tanh"),
  tie_word_embeddings: true,
  attention_bias: false,
};

/** Norms before and after attention, and before and after the feed-forward network. */
export function fourNorms(width: number) {
  return {
    input_layernorm: weight(width),
    post_attention_layernorm: weight(width),
    pre_feedforward_layernorm: weight(width),
    post_feedforward_layernorm: weight(width),
  };
}

interface Gemma2Keys extends AttentionKeys, StackKeys {
  readonly intermediate_size: number;
  readonly hidden_activation: string;
}

function stack(c: Gemma2Keys, self_attn: Block) {
  const mlp = gated(c.hidden_size, c.intermediate_size, c.hidden_activation);
  return decoder(c, () => ({ self_attn, mlp, ...fourNorms(c.hidden_size) }));
}

export const gemma2 = architecture({
  fields: gemma2Fields,
  body: (c) => stack(c, attention(c, { bias: c.attention_bias })),
  heads: classifyingHeads("Gemma2"),
});

/** @see transformers/models/gemma3/configuration_gemma3.py Gemma3TextConfig */
export const gemma3Text = architecture({
  fields: { ...gemma2Fields, vocab_size: 262208 },
  body: (c) => {
    const self_attn = attention(c, { bias: c.attention_bias });
    return stack(c, { ...self_attn, ...headNorms(c.head_dim) });
  },
  heads: {
    Gemma3TextModel: bare,
    Gemma3ForCausalLM: languageHead(),
    Gemma3TextForSequenceClassification: sequenceHead(),
  },
});
