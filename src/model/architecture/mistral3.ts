import { architecture } from "../blueprint.ts";
import { activationName, count } from "../config-key.ts";
import { bare, conditionalHeads } from "../head.ts";
import { convolution, linear, list, weight } from "../module-part.ts";
import { gated } from "./decoder-layers.ts";
import { objectOr, ofText, projector } from "./image-text.ts";
import { featureLayers, howMany } from "./llava.ts";
import { pair, sides } from "./vision.ts";

/** @see transformers/models/pixtral/configuration_pixtral.py PixtralVisionConfig */
const pixtralFields = {
  hidden_size: 1024,
  intermediate_size: 4096,
  num_hidden_layers: count(24),
  num_channels: 3,
  patch_size: sides(16),
  hidden_act: activationName("gelu"),
};

/** A vision tower for images of any shape. */
export const pixtral = architecture({
  fields: pixtralFields,
  body: (c) => {
    const { hidden_size: width } = c;
    const project = linear(width, width, false);
    const layer = {
      attention_norm: weight(width),
      feed_forward: gated(width, c.intermediate_size, c.hidden_act),
      attention: { k_proj: project, v_proj: project, q_proj: project, o_proj: project },
      ffn_norm: weight(width),
    };
    return {
      patch_conv: convolution(c.num_channels, width, pair(c.patch_size), { bias: false }),
      ln_pre: weight(width),
      transformer: { layers: list(c.num_hidden_layers, () => layer) },
      patch_positional_embedding: {},
    };
  },
  about: () => ({ input: "patch_conv" }),
  heads: { PixtralVisionModel: bare },
});

/** @see transformers/models/mistral3/configuration_mistral3.py Mistral3Config */
const mistral3Fields = {
  vision_config: objectOr({
    intermediate_size: 4096,
    hidden_size: 1024,
    patch_size: 14,
    num_hidden_layers: 24,
    hidden_act: "gelu",
  }),
  text_config: objectOr({
    head_dim: 128,
    hidden_act: "silu",
    hidden_size: 5120,
    intermediate_size: 32768,
    num_attention_heads: 32,
    num_hidden_layers: 40,
    num_key_value_heads: 8,
    vocab_size: 131072,
  }),
  projector_hidden_act: activationName("gelu"),
  vision_feature_layer: featureLayers(-1),
  multimodal_projector_bias: false,
  spatial_merge_size: 2,
  tie_word_embeddings: true,
};

export const mistral3 = architecture({
  fields: mistral3Fields,
  body: (c, inner) => {
    const { root, width } = inner("vision_config", c.vision_config, "pixtral");
    const text = inner("text_config", c.text_config, "mistral");
    const seen = width * howMany(c.vision_feature_layer);
    const { projector_hidden_act: act, multimodal_projector_bias: bias } = c;
    return {
      vision_tower: root,
      multi_modal_projector: {
        norm: weight(width),
        patch_merger: {
          merging_layer: linear(width * c.spatial_merge_size ** 2, width, false),
        },
        ...projector(seen, text.width, act, bias),
      },
      language_model: text.root,
    };
  },
  about: (c, inner) =>
    ofText(inner("text_config", c.text_config, "mistral"), c.tie_word_embeddings),
  heads: conditionalHeads("Mistral3"),
});
