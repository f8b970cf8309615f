import { architecture } from "../blueprint.ts";
import { count } from "../config-key.ts";
import { bare, languageHead, questionHead, sequenceHead } from "../head.ts";
import { embedding, layerNorm, linear, list } from "../module-part.ts";
import { classifierHead } from "./encoder.ts";

/** @see transformers/models/mpt/configuration_mpt.py MptConfig */
const mptFields = {
  d_model: 2048,
  n_layers: count(24),
  vocab_size: 50368,
  tie_word_embeddings: true,
};

export const mpt = architecture({
  fields: mptFields,
  aliases: { hidden_size: "d_model", num_hidden_layers: "n_layers" },
  // Whatever `no_bias` and `expansion_ratio` say: there are no biases, and the network is 4 times wider.
  body: (c) => {
    const { d_model: width } = c;
    const norm = layerNorm(width, false);
    const layer = {
      norm_1: norm,
      attn: { Wqkv: linear(width, 3 * width, false), out_proj: linear(width, width, false) },
      norm_2: norm,
      ffn: {
        up_proj: linear(width, 4 * width, false),
        act: {},
        down_proj: linear(4 * width, width, false),
      },
      resid_attn_dropout: {},
    };
    return {
      wte: embedding(c.vocab_size, width),
      blocks: list(c.n_layers, () => layer),
      norm_f: norm,
    };
  },
  about: (c) => ({ width: c.d_model, input: "wte" }),
  heads: {
    MptModel: bare,
    MptForCausalLM: languageHead("transformer"),
    MptForSequenceClassification: sequenceHead("transformer"),
    MptForTokenClassification: classifierHead("transformer"),
    MptForQuestionAnswering: questionHead("transformer"),
  },
});
