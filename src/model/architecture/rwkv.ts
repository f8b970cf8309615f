import { architecture } from "../blueprint.ts";
import { count, multiple, sameAs } from "../config-key.ts";
import { bare } from "../head.ts";
import { embedding, layerNorm, linear, list, parameters, when } from "../module-part.ts";
import { wordHead } from "./encoder.ts";

/** @see transformers/models/rwkv/configuration_rwkv.py RwkvConfig */
const rwkvFields = {
  vocab_size: 50277,
  hidden_size: 4096,
  num_hidden_layers: count(32),
  attention_hidden_size: sameAs("hidden_size"),
  intermediate_size: multiple(4, "hidden_size"),
  tie_word_embeddings: false,
};

export const rwkv = architecture({
  fields: rwkvFields,
  body: (c) => {
    const { hidden_size: width, attention_hidden_size: attended, intermediate_size: inner } = c;
    const mix = [1, 1, width];
    const project = linear(width, attended, false);
    const norm = layerNorm(width);
    const layer = {
      ln1: norm,
      ln2: norm,
      attention: parameters(
        {
          time_decay: [attended],
          time_first: [attended],
          time_mix_key: mix,
          time_mix_value: mix,
          time_mix_receptance: mix,
        },
        {
          time_shift: {},
          key: project,
          value: project,
          receptance: project,
          output: linear(attended, width, false),
        },
      ),
      feed_forward: parameters(
        { time_mix_key: mix, time_mix_receptance: mix },
        {
          time_shift: {},
          key: linear(width, inner, false),
          receptance: linear(width, width, false),
          value: linear(inner, width, false),
        },
      ),
    };
    return {
      embeddings: embedding(c.vocab_size, width),
      blocks: list(c.num_hidden_layers, (index) => ({
        ...when(index === 0, { pre_ln: norm }),
        ...layer,
      })),
      ln_out: norm,
    };
  },
  about: () => ({ input: "embeddings" }),
  heads: {
    RwkvModel: bare,
    RwkvForCausalLM: wordHead(
      "rwkv",
      ({ width, vocabulary }) => ({ head: linear(width, vocabulary, false) }),
      "head",
    ),
  },
});
