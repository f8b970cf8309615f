import { architecture } from "../blueprint.ts";
import {
  activationName,
  type Completed,
  count,
  type Field,
  flag,
  optionalFlag,
  sameAs,
} from "../config-key.ts";
import { bare, headOf } from "../head.ts";
import type { Base, Head, Heads } from "../model-class.ts";
import {
  activation,
  type Block,
  embedding,
  linear,
  list,
  sequence,
  weight,
  when,
} from "../module-part.ts";
import { classification, classifierHead } from "./encoder.ts";
import { flat } from "./seq2seq.ts";

/** What the class reads from `feed_forward_proj`, such as `"gated-gelu"`. A file may say it again. */
const known = activationName("relu");
const actOf: Field<string> = {
  ...known,
  default: null,
  fits: known.accepts,
  rule: ({ feed_forward_proj: named }) =>
    named === "gated-gelu" ? "gelu_new" : (String(named).split("-").at(-1) ?? ""),
};
const isGated: Field<boolean> = {
  ...flag(false),
  default: null,
  rule: (keys) => String(keys.feed_forward_proj).split("-")[0] === "gated",
};

/** @see transformers/models/t5/configuration_t5.py T5Config */
const t5Fields = {
  vocab_size: 32128,
  d_model: 512,
  d_kv: 64,
  d_ff: 2048,
  num_layers: count(6),
  num_decoder_layers: sameAs("num_layers"),
  num_heads: 8,
  relative_attention_num_buckets: 32,
  feed_forward_proj: "relu",
  is_decoder: false,
  dense_act_fn: actOf,
  is_gated_act: isGated,
  // The class overrules the file: these models tie in any case.
  tie_word_embeddings: optionalFlag(true),
};

type T5Keys = Completed<typeof t5Fields>;

const attention = (c: T5Keys, hasBias = false) => {
  const project = linear(c.d_model, c.num_heads * c.d_kv, false);
  return {
    q: project,
    k: project,
    v: project,
    o: linear(c.num_heads * c.d_kv, c.d_model, false),
    ...when(hasBias, {
      relative_attention_bias: embedding(c.relative_attention_num_buckets, c.num_heads),
    }),
  };
};

/** A part of a layer: what it does, a norm and a dropout. */
const step = (c: T5Keys, does: Block): Block => ({
  ...does,
  layer_norm: weight(c.d_model),
  dropout: {},
});

function feedForward(c: T5Keys) {
  const into = linear(c.d_model, c.d_ff, false);
  return step(c, {
    DenseReluDense: {
      ...(c.is_gated_act ? { wi_0: into, wi_1: into } : { wi: into }),
      wo: linear(c.d_ff, c.d_model, false),
      dropout: {},
      act: activation(c.dense_act_fn),
    },
  });
}

/** The encoder or the decoder. Positions are told to the first layer, in UMT5 to each. */
function stack(c: T5Keys, layers: number, isDecoder: boolean, toEach: boolean): Block {
  const cross = isDecoder ? [step(c, { EncDecAttention: attention(c) })] : [];
  const rest = [...cross, feedForward(c)];
  const layer = (hasBias: boolean) => ({
    layer: sequence(step(c, { SelfAttention: attention(c, hasBias) }), ...rest),
  });
  const [first, others] = [layer(true), layer(toEach)];
  return {
    embed_tokens: embedding(c.vocab_size, c.d_model),
    block: list(layers, (index) => (index === 0 ? first : others)),
    final_layer_norm: weight(c.d_model),
    dropout: {},
  };
}

const conditional: Head = (base) => ({
  ...flat(({ width, vocabulary }) => ({ lm_head: linear(width, vocabulary, false) }))(base),
  ties: [...base.ties, ["lm_head.weight", "shared.weight"]],
  output: "lm_head",
});

function heads(name: string, toEach: boolean): Heads {
  /** A base without a decoder. `is_decoder`, which the others overrule, gives it a cross-attention. */
  const encoderOf = (head: Head) => (base: Base) => {
    const { shared = {} } = base.root as Block;
    const c = base.keys as T5Keys;
    const encoder = stack(c, c.num_layers, c.is_decoder, toEach);
    return head({ ...base, root: { shared, encoder } });
  };
  return {
    [`${name}Model`]: bare,
    [`${name}ForConditionalGeneration`]: conditional,
    [`${name}EncoderModel`]: encoderOf(bare),
    [`${name}ForSequenceClassification`]: headOf("transformer", (base) => ({
      classification_head: classification(base),
    })),
    [`${name}ForTokenClassification`]: encoderOf(classifierHead("transformer")),
    [`${name}ForQuestionAnswering`]: flat(({ width, labels }) => ({
      qa_outputs: linear(width, labels),
    })),
  };
}

function t5Like(name: string, fields: typeof t5Fields, { toEach = false } = {}) {
  return architecture({
    fields,
    aliases: {
      hidden_size: "d_model",
      num_attention_heads: "num_heads",
      num_hidden_layers: "num_layers",
      head_dim: "d_kv",
    },
    body: (c) => ({
      shared: embedding(c.vocab_size, c.d_model),
      encoder: stack(c, c.num_layers, false, toEach),
      decoder: stack(c, c.num_decoder_layers, true, toEach),
    }),
    about: (c) => ({
      width: c.d_model,
      input: "shared",
      ties: [
        ["encoder.embed_tokens.weight", "shared.weight"],
        ["decoder.embed_tokens.weight", "shared.weight"],
      ],
    }),
    heads: heads(name, toEach),
  });
}

/** @see transformers/models/mt5/configuration_mt5.py MT5Config */
const mt5Fields = {
  ...t5Fields,
  vocab_size: 250112,
  d_ff: 1024,
  num_layers: count(8),
  num_heads: 6,
  feed_forward_proj: "gated-gelu",
};

export const t5 = t5Like("T5", t5Fields);
export const mt5 = t5Like("MT5", mt5Fields);
export const umt5 = t5Like("UMT5", mt5Fields, { toEach: true });
