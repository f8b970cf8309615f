import { architecture } from "../blueprint.ts";
import { activationName, count } from "../config-key.ts";
import { bare, headOf } from "../head.ts";
import type { Base } from "../model-class.ts";
import { activation, embedding, layerNorm, linear, list } from "../module-part.ts";
import { wordHead } from "./encoder.ts";

/** @see transformers/models/modernbert/configuration_modernbert.py ModernBertConfig */
const modernbertFields = {
  vocab_size: 50368,
  hidden_size: 768,
  intermediate_size: 1152,
  num_hidden_layers: count(22),
  hidden_activation: activationName("gelu"),
  norm_bias: false,
  attention_bias: false,
  mlp_bias: false,
  decoder_bias: true,
  classifier_bias: false,
  classifier_activation: activationName("gelu"),
  tie_word_embeddings: true,
};

const prediction = ({ width, keys }: Base) => ({
  dense: linear(width, width, keys.classifier_bias === true),
  act: activation(String(keys.classifier_activation)),
  norm: layerNorm(width, keys.norm_bias === true),
});

const classifierHead = (answers?: number) =>
  headOf("model", (base) => ({
    head: prediction(base),
    drop: {},
    classifier: linear(base.width, answers ?? base.labels),
  }));

export const modernbert = architecture({
  fields: modernbertFields,
  body: (c) => {
    const width = c.hidden_size;
    const norm = layerNorm(width, c.norm_bias);
    const layer = {
      attn: {
        Wqkv: linear(width, 3 * width, c.attention_bias),
        Wo: linear(width, width, c.attention_bias),
        out_drop: {},
      },
      mlp_norm: norm,
      mlp: {
        Wi: linear(width, 2 * c.intermediate_size, c.mlp_bias),
        act: activation(c.hidden_activation),
        drop: {},
        Wo: linear(c.intermediate_size, width, c.mlp_bias),
      },
    };
    return {
      embeddings: { tok_embeddings: embedding(c.vocab_size, width), norm, drop: {} },
      // The embeddings are normalised already, so the first layer is not.
      layers: list(c.num_hidden_layers, (index) => ({
        attn_norm: index === 0 ? {} : norm,
        ...layer,
      })),
      final_norm: norm,
      rotary_emb: {},
    };
  },
  about: () => ({ input: "embeddings.tok_embeddings" }),
  heads: {
    ModernBertModel: bare,
    ModernBertForMaskedLM: wordHead(
      "model",
      (base) => ({
        head: prediction(base),
        decoder: linear(base.width, base.vocabulary, base.keys.decoder_bias === true),
      }),
      "decoder",
    ),
    ModernBertForSequenceClassification: classifierHead(),
    ModernBertForTokenClassification: classifierHead(),
    ModernBertForQuestionAnswering: classifierHead(),
    ModernBertForMultipleChoice: classifierHead(1),
  },
});
