import { architecture } from "../blueprint.ts";
import { activationName, count, late, multiple } from "../config-key.ts";
import { bare, languageHead, sequenceHead } from "../head.ts";
import type { Heads } from "../model-class.ts";
import { activation, type Block, embedding, layerNorm, linear, list } from "../module-part.ts";
import { spanHead } from "./encoder.ts";
import { attention } from "./seq2seq.ts";

/** @see transformers/models/gptj/configuration_gptj.py GPTJConfig */
const gptjFields = {
  vocab_size: 50400,
  n_embd: 4096,
  n_layer: count(28),
  n_inner: late(multiple(4, "n_embd")),
  activation_function: activationName("gelu_new"),
  tie_word_embeddings: false,
};

/** Attention and feed-forward network side by side, after one norm. */
function parallel(projections: (width: number) => Block, heads: Heads) {
  return architecture({
    fields: gptjFields,
    aliases: { hidden_size: "n_embd", num_hidden_layers: "n_layer" },
    body: (c) => {
      const layer = {
        ln_1: layerNorm(c.n_embd),
        attn: { attn_dropout: {}, resid_dropout: {}, ...projections(c.n_embd) },
        mlp: {
          fc_in: linear(c.n_embd, c.n_inner),
          fc_out: linear(c.n_inner, c.n_embd),
          act: activation(c.activation_function),
          dropout: {},
        },
      };
      return {
        wte: embedding(c.vocab_size, c.n_embd),
        drop: {},
        h: list(c.n_layer, () => layer),
        ln_f: layerNorm(c.n_embd),
      };
    },
    about: (c) => ({ width: c.n_embd, input: "wte" }),
    heads,
  });
}

export const gptj = parallel((width) => attention(width, { bias: false }), {
  GPTJModel: bare,
  GPTJForCausalLM: languageHead("transformer", true),
  GPTJForSequenceClassification: sequenceHead("transformer"),
  GPTJForQuestionAnswering: spanHead("transformer"),
});

/** @see transformers/models/codegen/configuration_codegen.py CodeGenConfig */
export const codegen = parallel(
  (width) => ({
    qkv_proj: linear(width, 3 * width, false),
    out_proj: linear(width, width, false),
  }),
  { CodeGenModel: bare, CodeGenForCausalLM: languageHead("transformer", true) },
);
