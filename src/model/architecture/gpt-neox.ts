import { architecture } from "../blueprint.ts";
import { activationName, count } from "../config-key.ts";
import { bare, languageHead, questionHead, sequenceHead } from "../head.ts";
import { activation, embedding, layerNorm, linear, list } from "../module-part.ts";
import { classifierHead } from "./encoder.ts";

/** @see transformers/models/gpt_neox/configuration_gpt_neox.py GPTNeoXConfig */
const gptNeoxFields = {
  vocab_size: 50432,
  hidden_size: 6144,
  num_hidden_layers: count(44),
  intermediate_size: 24576,
  hidden_act: activationName("gelu"),
  tie_word_embeddings: false,
  attention_bias: true,
};

export const gptNeox = architecture({
  fields: gptNeoxFields,
  body: (c) => {
    const { hidden_size: width, intermediate_size: inner } = c;
    const norm = layerNorm(width);
    const layer = {
      input_layernorm: norm,
      post_attention_layernorm: norm,
      post_attention_dropout: {},
      post_mlp_dropout: {},
      attention: {
        query_key_value: linear(width, 3 * width, c.attention_bias),
        dense: linear(width, width, c.attention_bias),
      },
      mlp: {
        dense_h_to_4h: linear(width, inner),
        dense_4h_to_h: linear(inner, width),
        act: activation(c.hidden_act),
      },
    };
    return {
      embed_in: embedding(c.vocab_size, width),
      emb_dropout: {},
      layers: list(c.num_hidden_layers, () => layer),
      final_layer_norm: norm,
      rotary_emb: {},
    };
  },
  about: () => ({ input: "embed_in" }),
  heads: {
    GPTNeoXModel: bare,
    GPTNeoXForCausalLM: languageHead("gpt_neox"),
    GPTNeoXForSequenceClassification: sequenceHead("gpt_neox"),
    GPTNeoXForTokenClassification: classifierHead("gpt_neox"),
    GPTNeoXForQuestionAnswering: questionHead("gpt_neox"),
  },
});
