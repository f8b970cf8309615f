import { architecture } from "../blueprint.ts";
import { activationName, count, object } from "../config-key.ts";
import { bare, conditionalHeads } from "../head.ts";
import { convolution, embedding, layerNorm, linear, list } from "../module-part.ts";
import { ofText } from "./image-text.ts";
import { layerParts } from "./vision.ts";

/** @see transformers/models/idefics3/configuration_idefics3.py Idefics3VisionConfig */
const visionFields = {
  hidden_size: 1152,
  intermediate_size: 3072,
  num_hidden_layers: count(12),
  num_channels: 3,
  image_size: 224,
  patch_size: 32,
  hidden_act: activationName("gelu_pytorch_tanh"),
};

const vision = architecture({
  fields: visionFields,
  body: (c) => {
    const { self_attn, layer_norm1, mlp, layer_norm2 } = layerParts(c);
    const layer = { self_attn, layer_norm1, mlp, layer_norm2 };
    const { hidden_size: width, patch_size: patch } = c;
    return {
      embeddings: {
        patch_embedding: convolution(c.num_channels, width, [patch, patch]),
        position_embedding: embedding(Math.floor(c.image_size / patch) ** 2, width),
      },
      encoder: { layers: list(c.num_hidden_layers, () => layer) },
      post_layernorm: layerNorm(width),
    };
  },
  heads: { Idefics3VisionTransformer: bare },
});

/** @see transformers/models/idefics3/configuration_idefics3.py Idefics3Config */
const idefics3Fields = {
  tie_word_embeddings: false,
  vision_config: object(),
  text_config: object(),
  scale_factor: 2,
};

const seeing = (name: string) =>
  architecture({
    fields: idefics3Fields,
    body: (c, inner) => {
      const { root, width } = inner("vision_config", c.vision_config, vision);
      const text = inner("text_config", c.text_config, "llama");
      const proj = linear(width * c.scale_factor ** 2, text.width, false);
      return {
        vision_model: root,
        connector: { modality_projection: { proj } },
        text_model: text.root,
      };
    },
    about: (c, inner) =>
      ofText(inner("text_config", c.text_config, "llama"), c.tie_word_embeddings, "text_model"),
    heads: conditionalHeads(name),
  });

export const idefics3 = seeing("Idefics3");

/** @see transformers/models/smolvlm/configuration_smolvlm.py SmolVLMConfig */
export const smolvlm = seeing("SmolVLM");
