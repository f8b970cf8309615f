import { headOf } from "../head.ts";
import type { Base, Head } from "../model-class.ts";
import {
  activation,
  type Block,
  embedding,
  layerNorm,
  linear,
  type Part,
  parameters,
  when,
} from "../module-part.ts";

/** The keys that BERT's embeddings are cut by. */
export interface EmbeddingKeys {
  readonly vocab_size: number;
  readonly max_position_embeddings: number;
  readonly type_vocab_size: number;
}

/** Where BERT and its relatives keep the input embedding. */
export const WORDS = "embeddings.word_embeddings";

/** Words, positions and sentences, added up. */
export function embeddings(keys: EmbeddingKeys, width: number) {
  return {
    word_embeddings: embedding(keys.vocab_size, width),
    position_embeddings: embedding(keys.max_position_embeddings, width),
    token_type_embeddings: embedding(keys.type_vocab_size, width),
    LayerNorm: layerNorm(width),
    dropout: {},
  };
}

/** The keys of a layer of BERT. */
export interface LayerKeys {
  readonly hidden_size: number;
  readonly num_attention_heads: number;
  readonly intermediate_size: number;
  readonly hidden_act: string;
}

/** Query, key and value. Where the heads do not divide the width, the rest of it is not looked at. */
export function selfAttention({ hidden_size: width, num_attention_heads: heads }: LayerKeys) {
  const project = linear(width, heads * Math.floor(width / heads));
  return { query: project, key: project, value: project, dropout: {} };
}

/** A layer that normalises after attention and after the feed-forward network, as BERT's does. */
export function postNorm(
  keys: LayerKeys,
  self: Part | Block = selfAttention(keys),
  { isCross = false }: { readonly isCross?: boolean } = {},
) {
  const { hidden_size: width, intermediate_size: inner } = keys;
  const attention = { self, output: joined(width, width) };
  return {
    attention,
    ...when(isCross, { crossattention: attention }),
    intermediate: { dense: linear(width, inner), intermediate_act_fn: activation(keys.hidden_act) },
    output: joined(inner, width),
  };
}

const joined = (input: number, output: number) => ({
  dense: linear(input, output),
  LayerNorm: layerNorm(output),
  dropout: {},
});

/** The summary of a whole text, made from its first token. */
export function pooler(width: number) {
  return { dense: linear(width, width), activation: {} };
}

/** A head over each token: the base comes without what reads the first one. */
export function unpooled(head: Head): Head {
  return (base) => {
    const { pooler: _, pooler_activation: __, ...root } = base.root as Block;
    return head({ ...base, root });
  };
}

/** The hidden state made ready for {@link wordHead}. */
export function predictions(
  { width, vocabulary }: Base,
  act: unknown,
  embedded: number = width,
): Part {
  return parameters(
    { bias: [vocabulary] },
    {
      transform: {
        dense: linear(width, embedded),
        transform_act_fn: activation(String(act)),
        LayerNorm: layerNorm(embedded),
      },
      decoder: linear(embedded, vocabulary),
    },
  );
}

/**
 * A head that predicts words. Its last layer shares the input embedding's weight, and where the head
 * has a bias of its own, that bias.
 */
export function wordHead(
  prefix: string,
  beside: (base: Base) => Block,
  output: string,
  bias?: string,
): Head {
  return (base) => {
    const model = headOf(prefix, beside)(base);
    const weights = [`${output}.weight`, `${model.input}.weight`] as const;
    const biases = bias === undefined ? [] : [[`${output}.bias`, bias] as const];
    return {
      ...model,
      output,
      ties: base.isTied ? [...model.ties, weights, ...biases] : model.ties,
    };
  };
}

/** A dropout and a linear layer: as many answers as there are labels, or as given. */
export function classifierHead(prefix: string, answers?: number): Head {
  return headOf(prefix, ({ width, labels }) => ({
    dropout: {},
    classifier: linear(width, answers ?? labels),
  }));
}

/** A hidden layer and one with as many answers as there are labels. */
export const classification = ({ width, labels }: Base) => ({
  dense: linear(width, width),
  dropout: {},
  out_proj: linear(width, labels),
});

/** The first and the last token of an answer, with an output for each label. */
export function spanHead(prefix: string): Head {
  return headOf(prefix, ({ width, labels }) => ({ qa_outputs: linear(width, labels) }));
}
