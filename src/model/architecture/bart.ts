import { architecture } from "../blueprint.ts";
import { activationName, type Completed, count, type Field, integer } from "../config-key.ts";
import { conditionalHeads, headOf, languageHead, questionHead } from "../head.ts";
import type { Base, Head, Heads } from "../model-class.ts";
import {
  type Block,
  embedding,
  layerNorm,
  list,
  type Part,
  parameters,
  when,
} from "../module-part.ts";
import { classification } from "./encoder.ts";
import { attention, decoderLayer, encoderLayer, only } from "./seq2seq.ts";

/** A size that the class lets be null. Only a decoder alone gets by without one of the encoder. */
const nullable = (field: Field<number>): Field<number | null> => ({ ...field, rule: () => null });

/** What is refused where it is built. */
const impossible = parameters({ weight: [Number.NaN] });

/** @see transformers/models/bart/configuration_bart.py BartConfig */
const bartFields = {
  vocab_size: 50265,
  max_position_embeddings: 1024,
  encoder_layers: nullable(count(12)),
  encoder_ffn_dim: nullable(integer(4096)),
  decoder_layers: count(12),
  decoder_ffn_dim: 4096,
  activation_function: activationName("gelu"),
  d_model: 1024,
  tie_word_embeddings: true,
};

type BartKeys = Completed<typeof bartFields>;

/** What stands around the layers. */
interface Frame {
  readonly positions: (c: BartKeys) => Part | Block;
  /** A norm after the embeddings. */
  readonly isNormedFirst?: boolean;
  /** A norm after the layers. */
  readonly isNormedLast?: boolean;
}

function stack(c: BartKeys, frame: Frame, layers: number, layer: Block): Block {
  return {
    embed_tokens: embedding(c.vocab_size, c.d_model),
    embed_positions: frame.positions(c),
    layers: list(layers, () => layer),
    ...when(frame.isNormedFirst ?? false, { layernorm_embedding: layerNorm(c.d_model) }),
    ...when(frame.isNormedLast ?? false, { layer_norm: layerNorm(c.d_model) }),
  };
}

/** The decoder alone, as a language model. It ties to its own copy of the embedding. */
const decoderAlone: Head = (base) =>
  only(languageHead(), "decoder")({ ...base, input: "decoder.embed_tokens", ties: [] });

const classifyingHeads = (name: string): Heads => ({
  [`${name}ForSequenceClassification`]: headOf("model", (base: Base) => ({
    classification_head: classification(base),
  })),
  [`${name}ForQuestionAnswering`]: questionHead(),
});

function bartLike(fields: typeof bartFields, frame: Frame, heads: Heads, labels?: number) {
  return architecture({
    fields,
    ...(labels === undefined ? {} : { labels }),
    aliases: { hidden_size: "d_model", num_hidden_layers: "encoder_layers" },
    body: (c) => {
      const { d_model: width, activation_function: act } = c;
      const attn = attention(width);
      const reading = encoderLayer(width, c.encoder_ffn_dim ?? Number.NaN, act, attn);
      const writing = decoderLayer(width, c.decoder_ffn_dim, act, attn);
      return {
        shared: embedding(c.vocab_size, width),
        encoder:
          c.encoder_layers === null ? impossible : stack(c, frame, c.encoder_layers, reading),
        decoder: stack(c, frame, c.decoder_layers, writing),
      };
    },
    about: (c) => ({
      width: c.d_model,
      input: "shared",
      ties: c.tie_word_embeddings
        ? [
            ["decoder.embed_tokens.weight", "shared.weight"],
            ["encoder.embed_tokens.weight", "shared.weight"],
          ]
        : [],
    }),
    heads,
  });
}

/** Two rows more than positions: a leftover of fairseq, which counted from its padding. */
const learned = (c: BartKeys) => embedding(c.max_position_embeddings + 2, c.d_model);

export const bart = bartLike(
  bartFields,
  { positions: learned, isNormedFirst: true },
  { ...conditionalHeads("Bart"), ...classifyingHeads("Bart"), BartForCausalLM: decoderAlone },
  3,
);

/** @see transformers/models/mbart/configuration_mbart.py MBartConfig */
export const mbart = bartLike(
  bartFields,
  { positions: learned, isNormedFirst: true, isNormedLast: true },
  { ...conditionalHeads("MBart"), ...classifyingHeads("MBart"), MBartForCausalLM: decoderAlone },
);

/** @see transformers/models/pegasus/configuration_pegasus.py PegasusConfig */
export const pegasus = bartLike(
  bartFields,
  { positions: (c) => embedding(c.max_position_embeddings, c.d_model), isNormedLast: true },
  { ...conditionalHeads("Pegasus"), PegasusForCausalLM: decoderAlone },
);

/** @see transformers/models/m2m_100/configuration_m2m_100.py M2M100Config */
export const m2m100 = bartLike(
  { ...bartFields, vocab_size: 128112, activation_function: activationName("relu") },
  { positions: () => ({}), isNormedLast: true },
  conditionalHeads("M2M100"),
);
