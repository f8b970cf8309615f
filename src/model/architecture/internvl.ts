import { architecture } from "../blueprint.ts";
import { activationName, count, decimal, object, oneOf } from "../config-key.ts";
import { bare, conditionalHeads } from "../head.ts";
import { convolution, layerNorm, linear, list, parameters, weight, when } from "../module-part.ts";
import { ofText, projector } from "./image-text.ts";
import { mlp, pair, patches, sides } from "./vision.ts";

/** @see transformers/models/internvl/configuration_internvl.py InternVLVisionConfig */
const visionFields = {
  hidden_size: 1024,
  num_hidden_layers: count(24),
  attention_bias: false,
  use_qk_norm: false,
  intermediate_size: 4096,
  hidden_act: activationName("gelu"),
  norm_type: oneOf("layer_norm", "rms_norm"),
  image_size: sides(448),
  patch_size: sides(14),
  num_channels: 3,
  use_mask_token: false,
  use_absolute_position_embeddings: true,
  use_mean_pooling: true,
};

const vision = architecture({
  fields: visionFields,
  body: (c) => {
    const { hidden_size: width } = c;
    const norm = c.norm_type === "rms_norm" ? weight(width) : layerNorm(width);
    const project = linear(width, width, c.attention_bias);
    const headNorm = c.use_qk_norm ? weight(width) : {};
    const layer = parameters(
      { lambda_1: [width], lambda_2: [width] },
      {
        attention: {
          q_proj: project,
          k_proj: project,
          v_proj: project,
          projection_layer: linear(width, width),
          projection_dropout: {},
          q_norm: headNorm,
          k_norm: headNorm,
        },
        mlp: mlp(width, c.intermediate_size, c.hidden_act),
        layernorm_before: norm,
        layernorm_after: norm,
        dropout: {},
      },
    );
    return {
      embeddings: parameters(
        {
          cls_token: [1, 1, width],
          ...when(c.use_mask_token, { mask_token: [1, 1, width] }),
          ...when(c.use_absolute_position_embeddings, {
            position_embeddings: [1, patches(c.image_size, c.patch_size) + 1, width],
          }),
        },
        {
          patch_embeddings: { projection: convolution(c.num_channels, width, pair(c.patch_size)) },
          dropout: {},
        },
      ),
      encoder: { layer: list(c.num_hidden_layers, () => layer) },
      layernorm: c.use_mean_pooling ? {} : layerNorm(width),
    };
  },
  heads: { InternVLVisionModel: bare },
});

/** @see transformers/models/internvl/configuration_internvl.py InternVLConfig */
const internvlFields = {
  vision_config: object(),
  text_config: object(),
  downsample_ratio: decimal(0.5),
  projector_hidden_act: activationName("gelu"),
  tie_word_embeddings: true,
};

export const internvl = architecture({
  fields: internvlFields,
  body: (c, inner) => {
    const { root, width } = inner("vision_config", c.vision_config, vision);
    const text = inner("text_config", c.text_config, "qwen2");
    // A square of patches becomes one.
    const seen = width * Math.trunc(1 / c.downsample_ratio) ** 2;
    return {
      vision_tower: root,
      multi_modal_projector: {
        layer_norm: layerNorm(seen),
        ...projector(seen, text.width, c.projector_hidden_act),
      },
      language_model: text.root,
    };
  },
  about: (c, inner) => ofText(inner("text_config", c.text_config, "qwen2"), c.tie_word_embeddings),
  heads: conditionalHeads("InternVL"),
});
