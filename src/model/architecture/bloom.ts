import { architecture } from "../blueprint.ts";
import { count, optional } from "../config-key.ts";
import { bare, languageHead, questionHead, sequenceHead } from "../head.ts";
import { embedding, layerNorm, linear, list } from "../module-part.ts";
import { classifierHead } from "./encoder.ts";

/** @see transformers/models/bloom/configuration_bloom.py BloomConfig */
const bloomFields = {
  vocab_size: 250880,
  hidden_size: 64,
  // The width's first name. Where a file still has it, it wins.
  n_embed: optional(null),
  n_layer: count(2),
  tie_word_embeddings: true,
};

export const bloom = architecture({
  fields: bloomFields,
  aliases: { num_hidden_layers: "n_layer" },
  body: (c) => {
    const width = c.n_embed ?? c.hidden_size;
    const norm = layerNorm(width);
    const layer = {
      input_layernorm: norm,
      self_attention: {
        query_key_value: linear(width, 3 * width),
        dense: linear(width, width),
        attention_dropout: {},
      },
      post_attention_layernorm: norm,
      mlp: {
        dense_h_to_4h: linear(width, 4 * width),
        gelu_impl: {},
        dense_4h_to_h: linear(4 * width, width),
      },
    };
    return {
      word_embeddings: embedding(c.vocab_size, width),
      word_embeddings_layernorm: norm,
      h: list(c.n_layer, () => layer),
      ln_f: norm,
    };
  },
  about: (c) => ({ width: c.n_embed ?? c.hidden_size, input: "word_embeddings" }),
  heads: {
    BloomModel: bare,
    BloomForCausalLM: languageHead("transformer"),
    BloomForSequenceClassification: sequenceHead("transformer"),
    BloomForTokenClassification: classifierHead("transformer"),
    BloomForQuestionAnswering: questionHead("transformer"),
  },
});
