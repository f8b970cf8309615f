import { architecture } from "../blueprint.ts";
import { activationName, count } from "../config-key.ts";
import { causalHeads } from "../head.ts";
import { embedding, layerNorm, list, when } from "../module-part.ts";
import { attention, decoderLayer } from "./seq2seq.ts";

/** @see transformers/models/xglm/configuration_xglm.py XGLMConfig */
const xglmFields = {
  vocab_size: 256008,
  d_model: 1024,
  ffn_dim: 4096,
  num_layers: count(24),
  activation_function: activationName("gelu"),
  add_cross_attention: false,
  tie_word_embeddings: true,
};

export const xglm = architecture({
  fields: xglmFields,
  aliases: { hidden_size: "d_model", num_hidden_layers: "num_layers" },
  body: (c) => {
    const { d_model: width, ffn_dim: inner, activation_function: act } = c;
    const attn = attention(width);
    const { self_attn, activation_fn, ...rest } = decoderLayer(width, inner, act, attn, {
      isCross: false,
    });
    const cross = { encoder_attn: attn, encoder_attn_layer_norm: layerNorm(width) };
    const layer = { self_attn, activation_fn, ...when(c.add_cross_attention, cross), ...rest };
    return {
      embed_tokens: embedding(c.vocab_size, width),
      embed_positions: {},
      layers: list(c.num_layers, () => layer),
      layer_norm: layerNorm(width),
    };
  },
  about: (c) => ({ width: c.d_model }),
  heads: causalHeads("XGLM"),
});
