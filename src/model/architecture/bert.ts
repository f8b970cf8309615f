import { architecture } from "../blueprint.ts";
import { activationName, count } from "../config-key.ts";
import { bare, headOf } from "../head.ts";
import type { Base } from "../model-class.ts";
import { linear, list } from "../module-part.ts";
import {
  classifierHead,
  embeddings,
  pooler,
  postNorm,
  predictions,
  spanHead,
  unpooled,
  WORDS,
  wordHead,
} from "./encoder.ts";

/** @see transformers/models/bert/configuration_bert.py BertConfig */
export const bertFields = {
  vocab_size: 30522,
  hidden_size: 768,
  num_hidden_layers: count(12),
  num_attention_heads: 12,
  intermediate_size: 3072,
  hidden_act: activationName("gelu"),
  max_position_embeddings: 512,
  type_vocab_size: 2,
  add_cross_attention: false,
  tie_word_embeddings: true,
};

const words = (base: Base) => ({ predictions: predictions(base, base.keys.hidden_act) });
const nextSentence = ({ width }: Base) => ({ seq_relationship: linear(width, 2) });
const [DECODER, BIAS] = ["cls.predictions.decoder", "cls.predictions.bias"];
const maskedHead = unpooled(wordHead("bert", (base) => ({ cls: words(base) }), DECODER, BIAS));

export const bert = architecture({
  fields: bertFields,
  body: (c) => {
    const layer = postNorm(c, undefined, { isCross: c.add_cross_attention });
    return {
      embeddings: embeddings(c, c.hidden_size),
      encoder: { layer: list(c.num_hidden_layers, () => layer) },
      pooler: pooler(c.hidden_size),
    };
  },
  about: () => ({ input: WORDS }),
  heads: {
    BertModel: bare,
    BertForMaskedLM: maskedHead,
    BertLMHeadModel: maskedHead,
    BertForPreTraining: wordHead(
      "bert",
      (base) => ({ cls: { ...words(base), ...nextSentence(base) } }),
      DECODER,
      BIAS,
    ),
    BertForNextSentencePrediction: headOf("bert", (base) => ({ cls: nextSentence(base) })),
    BertForSequenceClassification: classifierHead("bert"),
    BertForMultipleChoice: classifierHead("bert", 1),
    BertForTokenClassification: unpooled(classifierHead("bert")),
    BertForQuestionAnswering: unpooled(spanHead("bert")),
  },
});
