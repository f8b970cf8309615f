import { architecture } from "../blueprint.ts";
import { bare, headOf } from "../head.ts";
import type { Head, Heads } from "../model-class.ts";
import { type Block, layerNorm, linear, list, parameters } from "../module-part.ts";
import { bertFields } from "./bert.ts";
import {
  classification,
  classifierHead,
  embeddings,
  pooler,
  postNorm,
  spanHead,
  unpooled,
  WORDS,
  wordHead,
} from "./encoder.ts";

const maskedHead = wordHead(
  "roberta",
  ({ width, vocabulary }) => ({
    lm_head: parameters(
      { bias: [vocabulary] },
      {
        dense: linear(width, width),
        layer_norm: layerNorm(width),
        decoder: linear(width, vocabulary),
      },
    ),
  }),
  "lm_head.decoder",
  "lm_head.bias",
);

const heads = (name: string): Heads => ({
  [`${name}ForMaskedLM`]: unpooled(maskedHead),
  [`${name}ForCausalLM`]: unpooled(maskedHead),
  [`${name}ForSequenceClassification`]: unpooled(
    headOf("roberta", (base) => ({ classifier: classification(base) })),
  ),
  [`${name}ForMultipleChoice`]: classifierHead("roberta", 1),
  [`${name}ForTokenClassification`]: unpooled(classifierHead("roberta")),
  [`${name}ForQuestionAnswering`]: unpooled(spanHead("roberta")),
});

/** The classes of XLM-RoBERTa make what stands beside the base before it. */
const headFirst =
  (head: Head): Head =>
  (base) => {
    const model = head(base);
    const { roberta: inner = {}, ...beside } = model.root as Block;
    return { ...model, root: { ...beside, roberta: inner } };
  };

const robertaLike = (vocab_size: number, heads: Heads) =>
  architecture({
    fields: { ...bertFields, vocab_size },
    body: (c) => {
      const { position_embeddings, ...others } = embeddings(c, c.hidden_size);
      const layer = postNorm(c, undefined, { isCross: c.add_cross_attention });
      return {
        embeddings: { ...others, position_embeddings },
        encoder: { layer: list(c.num_hidden_layers, () => layer) },
        pooler: pooler(c.hidden_size),
      };
    },
    about: () => ({ input: WORDS }),
    heads,
  });

/** @see transformers/models/roberta/configuration_roberta.py RobertaConfig */
export const roberta = robertaLike(50265, { RobertaModel: bare, ...heads("Roberta") });

/** @see transformers/models/xlm_roberta/configuration_xlm_roberta.py XLMRobertaConfig */
export const xlmRoberta = robertaLike(30522, {
  XLMRobertaModel: bare,
  ...Object.fromEntries(
    Object.entries(heads("XLMRoberta")).map(([name, head]) => [name, headFirst(head)]),
  ),
});
