import { architecture } from "../blueprint.ts";
import { activationName, count } from "../config-key.ts";
import { bare, sequenceHead } from "../head.ts";
import { embedding, layerNorm, linear, list } from "../module-part.ts";
import { classifierHead, wordHead } from "./encoder.ts";
import { attention, decoderLayer } from "./seq2seq.ts";

/** @see transformers/models/biogpt/configuration_biogpt.py BioGptConfig */
const biogptFields = {
  vocab_size: 42384,
  hidden_size: 1024,
  num_hidden_layers: count(24),
  intermediate_size: 4096,
  hidden_act: activationName("gelu"),
  max_position_embeddings: 1024,
  tie_word_embeddings: true,
};

export const biogpt = architecture({
  fields: biogptFields,
  body: (c) => {
    const { hidden_size: width } = c;
    const attn = attention(width);
    const layer = decoderLayer(width, c.intermediate_size, c.hidden_act, attn, { isCross: false });
    return {
      embed_tokens: embedding(c.vocab_size, width),
      embed_positions: embedding(c.max_position_embeddings + 2, width),
      layers: list(c.num_hidden_layers, () => layer),
      layer_norm: layerNorm(width),
    };
  },
  heads: {
    BioGptModel: bare,
    BioGptForCausalLM: wordHead(
      "biogpt",
      ({ width, vocabulary }) => ({ output_projection: linear(width, vocabulary, false) }),
      "output_projection",
    ),
    BioGptForSequenceClassification: sequenceHead("biogpt"),
    BioGptForTokenClassification: classifierHead("biogpt"),
  },
});
