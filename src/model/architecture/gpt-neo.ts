import { architecture } from "../blueprint.ts";
import { activationName, count, late, multiple } from "../config-key.ts";
import { bare, languageHead, questionHead, sequenceHead } from "../head.ts";
import { activation, embedding, layerNorm, linear, list } from "../module-part.ts";
import { classifierHead } from "./encoder.ts";
import { attention } from "./seq2seq.ts";

/** @see transformers/models/gpt_neo/configuration_gpt_neo.py GPTNeoConfig */
const gptNeoFields = {
  vocab_size: 50257,
  max_position_embeddings: 2048,
  hidden_size: 2048,
  num_layers: count(24),
  intermediate_size: late(multiple(4, "hidden_size")),
  activation_function: activationName("gelu_new"),
  tie_word_embeddings: true,
};

export const gptNeo = architecture({
  fields: gptNeoFields,
  aliases: { num_hidden_layers: "num_layers" },
  body: (c) => {
    const { hidden_size: width, intermediate_size: inner } = c;
    const layer = {
      ln_1: layerNorm(width),
      attn: {
        attention: {
          attn_dropout: {},
          resid_dropout: {},
          ...attention(width, { bias: false }),
          out_proj: linear(width, width),
        },
      },
      ln_2: layerNorm(width),
      mlp: {
        c_fc: linear(width, inner),
        c_proj: linear(inner, width),
        act: activation(c.activation_function),
        dropout: {},
      },
    };
    return {
      wte: embedding(c.vocab_size, width),
      wpe: embedding(c.max_position_embeddings, width),
      drop: {},
      h: list(c.num_layers, () => layer),
      ln_f: layerNorm(width),
    };
  },
  about: () => ({ input: "wte" }),
  heads: {
    GPTNeoModel: bare,
    GPTNeoForCausalLM: languageHead("transformer"),
    GPTNeoForSequenceClassification: sequenceHead("transformer"),
    GPTNeoForTokenClassification: classifierHead("transformer"),
    GPTNeoForQuestionAnswering: questionHead("transformer"),
  },
});
