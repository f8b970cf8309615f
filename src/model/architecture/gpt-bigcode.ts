import { architecture } from "../blueprint.ts";
import { activationName, count, late, multiple } from "../config-key.ts";
import { bare, languageHead, sequenceHead } from "../head.ts";
import { activation, embedding, layerNorm, linear, list, when } from "../module-part.ts";
import { classifierHead } from "./encoder.ts";

/** @see transformers/models/gpt_bigcode/configuration_gpt_bigcode.py GPTBigCodeConfig */
const gptBigcodeFields = {
  vocab_size: 50257,
  n_positions: 1024,
  n_embd: 768,
  n_layer: count(12),
  n_head: 12,
  n_inner: late(multiple(4, "n_embd")),
  activation_function: activationName("gelu_pytorch_tanh"),
  multi_query: true,
  add_cross_attention: false,
  tie_word_embeddings: true,
};

/** Query, key and value in one. */
const attention = (width: number, keysAndValues: number) => ({
  c_attn: linear(width, width + keysAndValues),
  c_proj: linear(width, width),
  resid_dropout: {},
});

const crossAttention = (width: number) => ({
  c_attn: linear(width, 2 * width),
  q_attn: linear(width, width),
  c_proj: linear(width, width),
  resid_dropout: {},
});

export const gptBigcode = architecture({
  fields: gptBigcodeFields,
  aliases: {
    hidden_size: "n_embd",
    max_position_embeddings: "n_positions",
    num_attention_heads: "n_head",
    num_hidden_layers: "n_layer",
  },
  body: (c) => {
    const { n_embd: width, n_inner: inner } = c;
    const shared = c.multi_query ? Math.floor(width / c.n_head) : width;
    const norm = layerNorm(width);
    const layer = {
      ln_1: norm,
      attn: attention(width, 2 * shared),
      ln_2: norm,
      ...when(c.add_cross_attention, {
        crossattention: crossAttention(width),
        ln_cross_attn: norm,
      }),
      mlp: {
        c_fc: linear(width, inner),
        c_proj: linear(inner, width),
        act: activation(c.activation_function),
        dropout: {},
      },
    };
    return {
      wte: embedding(c.vocab_size, width),
      wpe: embedding(c.n_positions, width),
      drop: {},
      h: list(c.n_layer, () => layer),
      ln_f: norm,
    };
  },
  about: (c) => ({ width: c.n_embd, input: "wte" }),
  heads: {
    GPTBigCodeModel: bare,
    GPTBigCodeForCausalLM: languageHead("transformer"),
    GPTBigCodeForSequenceClassification: sequenceHead("transformer"),
    GPTBigCodeForTokenClassification: classifierHead("transformer"),
  },
});
