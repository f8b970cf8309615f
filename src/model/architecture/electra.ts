import { architecture } from "../blueprint.ts";
import { activationName, late, optionalFlag } from "../config-key.ts";
import { bare, headOf } from "../head.ts";
import { activation, layerNorm, linear, list, when } from "../module-part.ts";
import { bertFields } from "./bert.ts";
import { classifierHead, embeddings, postNorm, spanHead, WORDS, wordHead } from "./encoder.ts";

/** @see transformers/models/electra/configuration_electra.py ElectraConfig */
const electraFields = {
  ...bertFields,
  embedding_size: 128,
  hidden_size: 256,
  num_attention_heads: 4,
  intermediate_size: 1024,
  summary_use_proj: true,
  summary_activation: activationName("gelu"),
  summary_proj_to_labels: late(optionalFlag(false)),
};

const maskedHead = wordHead(
  "electra",
  ({ width, vocabulary, keys }) => {
    const embedded = Number(keys.embedding_size);
    return {
      generator_predictions: {
        activation: {},
        LayerNorm: layerNorm(embedded),
        dense: linear(width, embedded),
      },
      generator_lm_head: linear(embedded, vocabulary),
    };
  },
  "generator_lm_head",
);

export const electra = architecture({
  fields: electraFields,
  body: (c) => {
    const layer = postNorm(c, undefined, { isCross: c.add_cross_attention });
    return {
      embeddings: embeddings(c, c.embedding_size),
      ...when(c.embedding_size !== c.hidden_size, {
        embeddings_project: linear(c.embedding_size, c.hidden_size),
      }),
      encoder: { layer: list(c.num_hidden_layers, () => layer) },
    };
  },
  about: () => ({ input: WORDS }),
  heads: {
    ElectraModel: bare,
    ElectraForPreTraining: headOf("electra", ({ width, keys }) => ({
      discriminator_predictions: {
        dense: linear(width, width),
        activation: activation(String(keys.hidden_act)),
        dense_prediction: linear(width, 1),
      },
    })),
    ElectraForMaskedLM: maskedHead,
    ElectraForCausalLM: maskedHead,
    ElectraForSequenceClassification: headOf("electra", ({ width, labels }) => ({
      classifier: {
        dense: linear(width, width),
        activation: {},
        dropout: {},
        out_proj: linear(width, labels),
      },
    })),
    ElectraForTokenClassification: classifierHead("electra"),
    ElectraForQuestionAnswering: spanHead("electra"),
    ElectraForMultipleChoice: headOf("electra", ({ width, labels, keys }) => ({
      sequence_summary: {
        summary: keys.summary_use_proj
          ? linear(width, keys.summary_proj_to_labels && labels > 0 ? labels : width)
          : {},
        activation: activation(String(keys.summary_activation)),
        first_dropout: {},
        last_dropout: {},
      },
      classifier: linear(width, 1),
    })),
  },
});
