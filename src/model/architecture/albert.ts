import { architecture } from "../blueprint.ts";
import { activationName, count } from "../config-key.ts";
import { bare } from "../head.ts";
import type { Base } from "../model-class.ts";
import { activation, layerNorm, linear, list, parameters } from "../module-part.ts";
import {
  classifierHead,
  embeddings,
  selfAttention,
  spanHead,
  unpooled,
  WORDS,
  wordHead,
} from "./encoder.ts";

/** @see transformers/models/albert/configuration_albert.py AlbertConfig */
const albertFields = {
  vocab_size: 30000,
  embedding_size: 128,
  hidden_size: 4096,
  num_hidden_groups: count(1),
  num_attention_heads: 64,
  intermediate_size: 16384,
  inner_group_num: count(1),
  hidden_act: activationName("gelu_new"),
  max_position_embeddings: 512,
  type_vocab_size: 2,
  tie_word_embeddings: true,
};

const predictions = ({ width, vocabulary, keys }: Base) => {
  const embedded = Number(keys.embedding_size);
  return parameters(
    { bias: [vocabulary] },
    {
      LayerNorm: layerNorm(embedded),
      dense: linear(width, embedded),
      decoder: linear(embedded, vocabulary),
      activation: activation(String(keys.hidden_act)),
    },
  );
};

const [DECODER, BIAS] = ["predictions.decoder", "predictions.bias"];

export const albert = architecture({
  fields: albertFields,
  // Layers share their weights within a group, so their number changes nothing.
  body: (c) => {
    const { query, key, value } = selfAttention(c);
    const layer = {
      full_layer_layer_norm: layerNorm(c.hidden_size),
      attention: {
        attention_dropout: {},
        output_dropout: {},
        query,
        key,
        value,
        dense: linear(c.hidden_size, c.hidden_size),
        LayerNorm: layerNorm(c.hidden_size),
      },
      ffn: linear(c.hidden_size, c.intermediate_size),
      ffn_output: linear(c.intermediate_size, c.hidden_size),
      activation: activation(c.hidden_act),
      dropout: {},
    };
    const group = { albert_layers: list(c.inner_group_num, () => layer) };
    return {
      embeddings: embeddings(c, c.embedding_size),
      encoder: {
        embedding_hidden_mapping_in: linear(c.embedding_size, c.hidden_size),
        albert_layer_groups: list(c.num_hidden_groups, () => group),
      },
      pooler: linear(c.hidden_size, c.hidden_size),
      pooler_activation: {},
    };
  },
  about: () => ({ input: WORDS }),
  heads: {
    AlbertModel: bare,
    AlbertForPreTraining: wordHead(
      "albert",
      (base) => ({
        predictions: predictions(base),
        sop_classifier: { dropout: {}, classifier: linear(base.width, base.labels) },
      }),
      DECODER,
      BIAS,
    ),
    AlbertForMaskedLM: unpooled(
      wordHead("albert", (base) => ({ predictions: predictions(base) }), DECODER, BIAS),
    ),
    AlbertForSequenceClassification: classifierHead("albert"),
    AlbertForMultipleChoice: classifierHead("albert", 1),
    AlbertForTokenClassification: unpooled(classifierHead("albert")),
    AlbertForQuestionAnswering: unpooled(spanHead("albert")),
  },
});
