import { architecture } from "../blueprint.ts";
import { activationName, count, type Field, late, quotient, sameAs } from "../config-key.ts";
import { bare, headOf } from "../head.ts";
import type { Base } from "../model-class.ts";
import {
  activation,
  convolution,
  embedding,
  layerNorm,
  linear,
  list,
  parameters,
  when,
} from "../module-part.ts";
import { classifierHead, postNorm, predictions, spanHead, WORDS, wordHead } from "./encoder.ts";

const isNames = (value: unknown) =>
  typeof value === "string" ||
  (Array.isArray(value) && value.every((name) => typeof name === "string"));

/** A list of names, or names with bars between them. */
const names = (value: string): Field<string | readonly string[]> => ({
  expected: "a string or a list of strings",
  accepts: isNames,
  default: value,
  rule: () => "",
});

/** @see transformers/models/deberta_v2/configuration_deberta_v2.py DebertaV2Config */
const debertaFields = {
  vocab_size: 128100,
  hidden_size: 1536,
  num_hidden_layers: count(24),
  num_attention_heads: 24,
  intermediate_size: 6144,
  hidden_act: activationName("gelu"),
  max_position_embeddings: 512,
  type_vocab_size: 0,
  relative_attention: false,
  max_relative_positions: -1,
  position_biased_input: true,
  pos_att_type: names(""),
  legacy: true,
  tie_word_embeddings: true,
  pooler_hidden_size: late(sameAs("hidden_size")),
  embedding_size: late(sameAs("hidden_size")),
  attention_head_size: late(quotient("hidden_size", "num_attention_heads")),
  share_att_key: false,
  position_buckets: -1,
  norm_rel_ebd: "none",
  conv_kernel_size: 0,
  conv_groups: 1,
};

/** True where a list written in either way holds a name. */
function holds(list: string | readonly string[], name: string): boolean {
  if (typeof list !== "string") return list.includes(name);
  return list
    .toLowerCase()
    .split("|")
    .some((item) => item.trim() === name);
}

const poolerOf = ({ keys }: Base) => ({
  dense: linear(Number(keys.pooler_hidden_size), Number(keys.pooler_hidden_size)),
  dropout: {},
});

const classifier = (answers?: number) =>
  headOf("deberta", (base) => ({
    pooler: poolerOf(base),
    classifier: linear(base.width, answers ?? base.labels),
    dropout: {},
  }));

const legacyWords = wordHead(
  "deberta",
  (base) => {
    const embedded = Number(base.keys.embedding_size);
    return { cls: { predictions: predictions(base, base.keys.hidden_act, embedded) } };
  },
  "cls.predictions.decoder",
  "cls.predictions.bias",
);

const words = headOf("deberta", ({ width, vocabulary, keys }) => ({
  lm_predictions: {
    lm_head: parameters(
      { bias: [vocabulary] },
      {
        dense: linear(width, width),
        transform_act_fn: activation(String(keys.hidden_act)),
        LayerNorm: layerNorm(width),
      },
    ),
  },
}));

export const debertaV2 = architecture({
  fields: debertaFields,
  body: (c) => {
    const width = c.hidden_size;
    const project = linear(width, c.num_attention_heads * c.attention_head_size);
    const ownKeys = c.relative_attention && !c.share_att_key;
    const layer = postNorm(c, {
      query_proj: project,
      key_proj: project,
      value_proj: project,
      ...when(c.relative_attention, { pos_dropout: {} }),
      ...when(ownKeys && holds(c.pos_att_type, "c2p"), { pos_key_proj: project }),
      ...when(ownKeys && holds(c.pos_att_type, "p2c"), { pos_query_proj: project }),
      dropout: {},
    });
    const farthest =
      c.max_relative_positions < 1 ? c.max_position_embeddings : c.max_relative_positions;
    const distances = c.position_buckets > 0 ? c.position_buckets : farthest;
    return {
      embeddings: {
        word_embeddings: embedding(c.vocab_size, c.embedding_size),
        ...when(c.position_biased_input, {
          position_embeddings: embedding(c.max_position_embeddings, c.embedding_size),
        }),
        ...when(c.type_vocab_size > 0, {
          token_type_embeddings: embedding(c.type_vocab_size, c.embedding_size),
        }),
        ...when(c.embedding_size !== width, {
          embed_proj: linear(c.embedding_size, width, false),
        }),
        LayerNorm: layerNorm(width),
        dropout: {},
      },
      encoder: {
        layer: list(c.num_hidden_layers, () => layer),
        ...when(c.relative_attention, { rel_embeddings: embedding(2 * distances, width) }),
        ...when(holds(c.norm_rel_ebd, "layer_norm"), { LayerNorm: layerNorm(width) }),
        ...when(c.conv_kernel_size > 0, {
          conv: {
            conv: convolution(width, width, [c.conv_kernel_size], { groups: c.conv_groups }),
            LayerNorm: layerNorm(width),
            dropout: {},
          },
        }),
      },
    };
  },
  about: () => ({ input: WORDS }),
  heads: {
    DebertaV2Model: bare,
    DebertaV2ForMaskedLM: (base) =>
      base.keys.legacy
        ? legacyWords(base)
        : { ...words(base), output: "lm_predictions.lm_head.dense" },
    DebertaV2ForSequenceClassification: classifier(),
    DebertaV2ForMultipleChoice: classifier(1),
    DebertaV2ForTokenClassification: classifierHead("deberta"),
    DebertaV2ForQuestionAnswering: spanHead("deberta"),
  },
});
