import { architecture } from "../blueprint.ts";
import { activationName, count } from "../config-key.ts";
import { bare, headOf } from "../head.ts";
import { activation, embedding, layerNorm, linear, list } from "../module-part.ts";
import { WORDS, wordHead } from "./encoder.ts";

/** @see transformers/models/distilbert/configuration_distilbert.py DistilBertConfig */
const distilbertFields = {
  vocab_size: 30522,
  max_position_embeddings: 512,
  n_layers: count(6),
  dim: 768,
  hidden_dim: 4 * 768,
  activation: activationName("gelu"),
  tie_word_embeddings: true,
};

const classifierHead = (answers?: number) =>
  headOf("distilbert", ({ width, labels }) => ({
    pre_classifier: linear(width, width),
    classifier: linear(width, answers ?? labels),
    dropout: {},
  }));

export const distilbert = architecture({
  fields: distilbertFields,
  aliases: { hidden_size: "dim", num_hidden_layers: "n_layers" },
  body: (c) => {
    const project = linear(c.dim, c.dim);
    const attention = { q_lin: project, k_lin: project, v_lin: project, out_lin: project };
    const layer = {
      attention: { ...attention, dropout: {} },
      sa_layer_norm: layerNorm(c.dim),
      ffn: {
        dropout: {},
        lin1: linear(c.dim, c.hidden_dim),
        lin2: linear(c.hidden_dim, c.dim),
        activation: activation(c.activation),
      },
      output_layer_norm: layerNorm(c.dim),
    };
    return {
      embeddings: {
        word_embeddings: embedding(c.vocab_size, c.dim),
        position_embeddings: embedding(c.max_position_embeddings, c.dim),
        LayerNorm: layerNorm(c.dim),
        dropout: {},
      },
      transformer: { layer: list(c.n_layers, () => layer) },
    };
  },
  about: (c) => ({ width: c.dim, input: WORDS }),
  heads: {
    DistilBertModel: bare,
    DistilBertForMaskedLM: (base) => {
      const model = wordHead(
        "distilbert",
        ({ width, vocabulary }) => ({
          vocab_transform: linear(width, width),
          vocab_layer_norm: layerNorm(width),
          vocab_projector: linear(width, vocabulary),
          mlm_loss_fct: {},
        }),
        "vocab_projector",
      )(base);
      // The one class that makes its activation before its base.
      return {
        ...model,
        root: { activation: activation(String(base.keys.activation)), ...model.root },
      };
    },
    DistilBertForSequenceClassification: classifierHead(),
    DistilBertForMultipleChoice: classifierHead(1),
    DistilBertForQuestionAnswering: headOf("distilbert", ({ width, labels }) => ({
      qa_outputs: linear(width, labels),
      dropout: {},
    })),
    DistilBertForTokenClassification: headOf("distilbert", ({ width, labels }) => ({
      dropout: {},
      classifier: linear(width, labels),
    })),
  },
});
