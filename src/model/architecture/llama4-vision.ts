import { architecture } from "../blueprint.ts";
import { count, object } from "../config-key.ts";
import { bare, languageHead } from "../head.ts";
import { layerNorm, linear, list, parameters } from "../module-part.ts";
import { ofText } from "./image-text.ts";
import { llama4Text } from "./llama4.ts";

/** @see transformers/models/llama4/configuration_llama4.py Llama4VisionConfig */
const visionFields = {
  hidden_size: 768,
  num_hidden_layers: count(34),
  num_attention_heads: 16,
  num_channels: 3,
  intermediate_size: 5632,
  vision_output_dim: 7680,
  image_size: 448,
  patch_size: 14,
  projector_input_dim: 4096,
  projector_output_dim: 4096,
};

const vision = architecture({
  fields: visionFields,
  body: (c) => {
    const { hidden_size: width, intermediate_size: inner, projector_output_dim: output } = c;
    const attended = c.num_attention_heads * Math.floor(width / c.num_attention_heads);
    const project = linear(width, attended);
    const layer = {
      self_attn: {
        q_proj: project,
        k_proj: project,
        v_proj: project,
        o_proj: linear(attended, width),
      },
      mlp: { activation_fn: {}, fc1: linear(width, inner), fc2: linear(inner, width) },
      input_layernorm: layerNorm(width),
      post_attention_layernorm: layerNorm(width),
    };
    const patches = Math.floor(c.image_size / c.patch_size) ** 2;
    return parameters(
      { class_embedding: [width], positional_embedding_vlm: [patches + 1, width] },
      {
        // A convolution written as a linear layer.
        patch_embedding: {
          unfold: {},
          linear: linear(c.num_channels * c.patch_size ** 2, width, false),
        },
        rotary_embedding: {},
        layernorm_pre: layerNorm(width),
        layernorm_post: layerNorm(width),
        model: { layers: list(c.num_hidden_layers, () => layer) },
        vision_adapter: {
          mlp: {
            fc1: linear(inner, c.projector_input_dim, false),
            fc2: linear(output, output, false),
            activation_fn: {},
          },
        },
      },
    );
  },
  heads: { Llama4VisionModel: bare },
});

/** @see transformers/models/llama4/configuration_llama4.py Llama4Config */
export const llama4 = architecture({
  fields: { text_config: object(), vision_config: object() },
  // The text model comes with its head, and ties by its own config.
  body: (c, inner) => {
    const { root, keys } = inner("vision_config", c.vision_config, vision);
    const text = inner("text_config", c.text_config, llama4Text);
    return {
      vision_model: root,
      multi_modal_projector: {
        linear_1: linear(Number(keys.vision_output_dim), text.width, false),
      },
      language_model: languageHead()(text).root,
    };
  },
  about: (c, inner) => {
    const text = inner("text_config", c.text_config, llama4Text);
    const { input, ties } = languageHead()(text);
    return ofText({ ...text, input, ties }, text.isTied);
  },
  heads: {
    Llama4ForConditionalGeneration: (base) => ({ ...bare(base), output: "language_model.lm_head" }),
  },
});
