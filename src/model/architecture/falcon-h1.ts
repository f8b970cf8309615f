import { architecture } from "../blueprint.ts";
import {
  activationName,
  count,
  late,
  optional,
  optionalFlag,
  quotient,
  sameAs,
} from "../config-key.ts";
import { causalHeads } from "../head.ts";
import { embedding, list, weight } from "../module-part.ts";
import { attention, gated } from "./decoder-layers.ts";
import { mixer } from "./state-space.ts";

/** @see transformers/models/falcon_h1/configuration_falcon_h1.py FalconH1Config */
const falconH1Fields = {
  vocab_size: 128000,
  tie_word_embeddings: false,
  hidden_size: 4096,
  intermediate_size: 14336,
  num_hidden_layers: count(32),
  num_attention_heads: 32,
  num_key_value_heads: sameAs("num_attention_heads", 8),
  hidden_act: activationName("silu"),
  mamba_d_ssm: optional(1024),
  mamba_n_heads: 128,
  mamba_n_groups: 1,
  mamba_d_state: 256,
  mamba_d_conv: 4,
  mamba_expand: optional(2),
  mamba_conv_bias: optionalFlag(true),
  mamba_proj_bias: optionalFlag(false),
  mamba_rms_norm: optionalFlag(false),
  projectors_bias: optionalFlag(false),
  attention_bias: false,
  mlp_bias: false,
  head_dim: late(quotient("hidden_size", "num_attention_heads")),
};

export const falconH1 = architecture({
  fields: falconH1Fields,
  body: (c) => {
    const { hidden_size: width } = c;
    const sizes = {
      width,
      inner: c.mamba_d_ssm ?? (c.mamba_expand ?? Number.NaN) * width,
      heads: c.mamba_n_heads,
      groups: c.mamba_n_groups,
      state: c.mamba_d_state,
      kernel: c.mamba_d_conv,
    };
    const layer = {
      feed_forward: gated(width, c.intermediate_size, c.hidden_act, c.mlp_bias),
      mamba: mixer(sizes, {
        act: c.hidden_act,
        convolutionBias: c.mamba_conv_bias,
        inputBias: c.mamba_proj_bias,
        outputBias: c.projectors_bias,
        isNormed: c.mamba_rms_norm,
      }),
      self_attn: attention(c, { bias: c.attention_bias }),
      input_layernorm: weight(width),
      pre_ff_layernorm: weight(width),
    };
    return {
      embed_tokens: embedding(c.vocab_size, width),
      layers: list(c.num_hidden_layers, () => layer),
      final_layernorm: weight(width),
      rotary_emb: {},
    };
  },
  heads: causalHeads("FalconH1"),
});
