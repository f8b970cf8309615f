import { architecture } from "../blueprint.ts";
import { activationName, count, late, multiple } from "../config-key.ts";
import { bare, headOf, languageHead, questionHead, sequenceHead } from "../head.ts";
import { activation, conv1d, embedding, layerNorm, linear, list, when } from "../module-part.ts";

/** @see transformers/models/gpt2/configuration_gpt2.py GPT2Config */
const gpt2Fields = {
  vocab_size: 50257,
  n_positions: 1024,
  n_embd: 768,
  n_layer: count(12),
  n_inner: late(multiple(4, "n_embd")),
  activation_function: activationName("gelu_new"),
  add_cross_attention: false,
  tie_word_embeddings: true,
};

const attention = (width: number, isCross = false) => ({
  c_attn: conv1d(isCross ? 2 * width : 3 * width, width),
  ...when(isCross, { q_attn: conv1d(width, width) }),
  c_proj: conv1d(width, width),
  attn_dropout: {},
  resid_dropout: {},
});

export const gpt2 = architecture({
  fields: gpt2Fields,
  aliases: {
    hidden_size: "n_embd",
    max_position_embeddings: "n_positions",
    num_hidden_layers: "n_layer",
  },
  body: (c) => ({
    wte: embedding(c.vocab_size, c.n_embd),
    wpe: embedding(c.n_positions, c.n_embd),
    drop: {},
    h: list(c.n_layer, () => ({
      ln_1: layerNorm(c.n_embd),
      attn: attention(c.n_embd),
      ln_2: layerNorm(c.n_embd),
      ...when(c.add_cross_attention, {
        crossattention: attention(c.n_embd, true),
        ln_cross_attn: layerNorm(c.n_embd),
      }),
      mlp: {
        c_fc: conv1d(c.n_inner, c.n_embd),
        c_proj: conv1d(c.n_embd, c.n_inner),
        act: activation(c.activation_function),
        dropout: {},
      },
    })),
    ln_f: layerNorm(c.n_embd),
  }),
  about: (c) => ({ width: c.n_embd, input: "wte" }),
  heads: {
    GPT2Model: bare,
    GPT2LMHeadModel: languageHead("transformer"),
    GPT2ForSequenceClassification: sequenceHead("transformer"),
    GPT2ForTokenClassification: headOf("transformer", ({ width, labels }) => ({
      dropout: {},
      classifier: linear(width, labels),
    })),
    GPT2ForQuestionAnswering: questionHead("transformer"),
  },
});
