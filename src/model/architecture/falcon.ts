import { architecture } from "../blueprint.ts";
import {
  activationName,
  type Completed,
  count,
  optional,
  optionalFlag,
  sameAs,
} from "../config-key.ts";
import { bare, languageHead, questionHead, sequenceHead } from "../head.ts";
import { activation, embedding, layerNorm, linear, list } from "../module-part.ts";
import { classifierHead } from "./encoder.ts";

/** @see transformers/models/falcon/configuration_falcon.py FalconConfig */
const falconFields = {
  vocab_size: 65024,
  hidden_size: 4544,
  // The width's first name. Where a file still has it, it wins.
  n_embed: optional(null),
  num_hidden_layers: count(32),
  num_attention_heads: 71,
  num_ln_in_parallel_attn: optional(null),
  num_kv_heads: sameAs("num_attention_heads"),
  new_decoder_architecture: optionalFlag(false),
  multi_query: optionalFlag(true),
  parallel_attn: optionalFlag(true),
  bias: optionalFlag(false),
  ffn_hidden_size: optional(null),
  activation: activationName("gelu"),
  tie_word_embeddings: true,
};

type FalconKeys = Completed<typeof falconFields>;

const widthOf = (c: FalconKeys) => c.n_embed ?? c.hidden_size;

/** The outputs of queries, keys and values together. */
function projected(c: FalconKeys): number {
  const head = Math.floor(widthOf(c) / c.num_attention_heads);
  if (c.new_decoder_architecture) return (2 * c.num_kv_heads + c.num_attention_heads) * head;
  return c.multi_query ? widthOf(c) + 2 * head : 3 * widthOf(c);
}

function norms(c: FalconKeys) {
  const norm = layerNorm(widthOf(c));
  const several = c.num_ln_in_parallel_attn ?? (c.new_decoder_architecture ? 2 : 1);
  if (!c.parallel_attn) return { post_attention_layernorm: norm, input_layernorm: norm };
  return several === 2 ? { ln_attn: norm, ln_mlp: norm } : { input_layernorm: norm };
}

export const falcon = architecture({
  fields: falconFields,
  body: (c) => {
    const width = widthOf(c);
    const inner = c.ffn_hidden_size ?? 4 * width;
    const layer = {
      self_attention: {
        query_key_value: linear(width, projected(c), c.bias),
        dense: linear(width, width, c.bias),
        attention_dropout: {},
      },
      mlp: {
        dense_h_to_4h: linear(width, inner, c.bias),
        act: activation(c.activation),
        dense_4h_to_h: linear(inner, width, c.bias),
      },
      ...norms(c),
    };
    return {
      word_embeddings: embedding(c.vocab_size, width),
      h: list(c.num_hidden_layers, () => layer),
      ln_f: layerNorm(width),
      rotary_emb: {},
    };
  },
  about: (c) => ({ width: widthOf(c), input: "word_embeddings" }),
  heads: {
    FalconModel: bare,
    FalconForCausalLM: languageHead("transformer"),
    FalconForSequenceClassification: sequenceHead("transformer"),
    FalconForTokenClassification: classifierHead("transformer"),
    FalconForQuestionAnswering: questionHead("transformer"),
  },
});
