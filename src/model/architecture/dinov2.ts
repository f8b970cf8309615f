import { architecture } from "../blueprint.ts";
import { activationName, count, late, quotient } from "../config-key.ts";
import { bare, headOf } from "../head.ts";
import { convolution, layerNorm, linear, list, parameters, when } from "../module-part.ts";
import { gated } from "./decoder-layers.ts";
import { mlp, pair, patches, sides } from "./vision.ts";
import { selfAttention } from "./vit.ts";

/** @see transformers/models/dinov2/configuration_dinov2.py Dinov2Config */
const dinov2Fields = {
  hidden_size: 768,
  num_hidden_layers: count(12),
  num_attention_heads: 12,
  mlp_ratio: 4,
  hidden_act: activationName("gelu"),
  image_size: sides(224),
  patch_size: sides(14),
  num_channels: 3,
  qkv_bias: true,
  use_swiglu_ffn: false,
  use_mask_token: true,
  head_dim: late(quotient("hidden_size", "num_attention_heads")),
};

export const dinov2 = architecture({
  fields: dinov2Fields,
  body: (c) => {
    const { hidden_size: width } = c;
    const inner = width * c.mlp_ratio;
    // A third matrix for the gate, so two thirds of the width, in steps of eight.
    const gatedInner = Math.ceil(Math.trunc((inner * 2) / 3) / 8) * 8;
    const scale = parameters({ lambda1: [width] });
    const layer = {
      norm1: layerNorm(width),
      attention: selfAttention(c),
      layer_scale1: scale,
      drop_path: {},
      norm2: layerNorm(width),
      mlp: c.use_swiglu_ffn
        ? gated(width, gatedInner, "silu", true)
        : mlp(width, inner, c.hidden_act),
      layer_scale2: scale,
    };
    return {
      embeddings: parameters(
        {
          cls_token: [1, 1, width],
          ...when(c.use_mask_token, { mask_token: [1, width] }),
          position_embeddings: [1, patches(c.image_size, c.patch_size) + 1, width],
        },
        {
          patch_embeddings: {
            projection: convolution(c.num_channels, width, pair(c.patch_size)),
          },
          dropout: {},
        },
      ),
      encoder: { layer: list(c.num_hidden_layers, () => layer) },
      layernorm: layerNorm(width),
    };
  },
  about: () => ({ input: "embeddings.patch_embeddings" }),
  heads: {
    Dinov2Model: bare,
    Dinov2Backbone: bare,
    // The class token and the mean of the patches, side by side.
    Dinov2ForImageClassification: headOf("dinov2", ({ width, labels }) => ({
      classifier: linear(2 * width, labels),
    })),
  },
});
