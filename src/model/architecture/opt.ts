import { architecture } from "../blueprint.ts";
import { activationName, count, sameAs } from "../config-key.ts";
import { bare, languageHead, questionHead, sequenceHead } from "../head.ts";
import { activation, embedding, layerNorm, linear, list, when } from "../module-part.ts";
import { attention } from "./seq2seq.ts";

/** @see transformers/models/opt/configuration_opt.py OPTConfig */
const optFields = {
  vocab_size: 50272,
  hidden_size: 768,
  num_hidden_layers: count(12),
  ffn_dim: 3072,
  max_position_embeddings: 2048,
  do_layer_norm_before: true,
  _remove_final_layer_norm: false,
  word_embed_proj_dim: sameAs("hidden_size"),
  activation_function: activationName("relu"),
  enable_bias: true,
  layer_norm_elementwise_affine: true,
  tie_word_embeddings: true,
};

export const opt = architecture({
  fields: optFields,
  body: (c) => {
    const { hidden_size: width, word_embed_proj_dim: embedded, enable_bias: bias } = c;
    const norm = c.layer_norm_elementwise_affine ? layerNorm(width) : {};
    const layer = {
      self_attn: attention(width, { bias }),
      activation_fn: activation(c.activation_function),
      self_attn_layer_norm: norm,
      fc1: linear(width, c.ffn_dim, bias),
      fc2: linear(c.ffn_dim, width, bias),
      final_layer_norm: norm,
    };
    return {
      decoder: {
        embed_tokens: embedding(c.vocab_size, embedded),
        embed_positions: embedding(c.max_position_embeddings + 2, width),
        ...when(embedded !== width, {
          project_out: linear(width, embedded, false),
          project_in: linear(embedded, width, false),
        }),
        ...when(c.do_layer_norm_before && !c._remove_final_layer_norm, { final_layer_norm: norm }),
        layers: list(c.num_hidden_layers, () => layer),
      },
    };
  },
  about: (c) => ({ width: c.word_embed_proj_dim, input: "decoder.embed_tokens" }),
  heads: {
    OPTModel: bare,
    OPTForCausalLM: languageHead(),
    OPTForSequenceClassification: sequenceHead(),
    OPTForQuestionAnswering: questionHead(),
  },
});
