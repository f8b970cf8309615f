import { architecture } from "../blueprint.ts";
import { activationName, count, object, sameAs } from "../config-key.ts";
import { bare } from "../head.ts";
import {
  type Block,
  convolution,
  embedding,
  layerNorm,
  linear,
  list,
  parameters,
  when,
} from "../module-part.ts";
import { imageHead, type LayerKeys, layerParts, multiheadAttention } from "./vision.ts";

const sharedFields = {
  hidden_size: 768,
  intermediate_size: 3072,
  num_hidden_layers: count(12),
  hidden_act: activationName("gelu_pytorch_tanh"),
};

/** @see transformers/models/siglip/configuration_siglip.py SiglipTextConfig */
const textFields = {
  ...sharedFields,
  vocab_size: 32000,
  max_position_embeddings: 64,
  projection_size: sameAs("hidden_size"),
};

/** @see transformers/models/siglip/configuration_siglip.py SiglipVisionConfig */
const visionFields = {
  ...sharedFields,
  num_channels: 3,
  image_size: 224,
  patch_size: 16,
  vision_use_head: true,
};

function encoder(c: LayerKeys & { readonly num_hidden_layers: number }): Block {
  const { layer_norm1, self_attn, layer_norm2, mlp } = layerParts(c);
  const layer = { layer_norm1, self_attn, layer_norm2, mlp };
  return { layers: list(c.num_hidden_layers, () => layer) };
}

export const siglipText = architecture({
  fields: textFields,
  body: (c) => ({
    embeddings: {
      token_embedding: embedding(c.vocab_size, c.hidden_size),
      position_embedding: embedding(c.max_position_embeddings, c.hidden_size),
    },
    encoder: encoder(c),
    final_layer_norm: layerNorm(c.hidden_size),
    head: linear(c.hidden_size, c.projection_size),
  }),
  about: () => ({ input: "embeddings.token_embedding" }),
  heads: { SiglipTextModel: bare },
});

export const siglipVision = architecture({
  fields: visionFields,
  body: (c) => {
    const { hidden_size: width, patch_size: patch } = c;
    // A learned question to all patches, instead of a class token.
    const head = parameters(
      { probe: [1, 1, width] },
      {
        attention: multiheadAttention(width),
        layernorm: layerNorm(width),
        mlp: layerParts(c).mlp,
      },
    );
    return {
      embeddings: {
        patch_embedding: convolution(c.num_channels, width, [patch, patch]),
        position_embedding: embedding(Math.floor(c.image_size / patch) ** 2, width),
      },
      encoder: encoder(c),
      post_layernorm: layerNorm(width),
      ...when(c.vision_use_head, { head }),
    };
  },
  about: () => ({ input: "embeddings.patch_embedding" }),
  heads: { SiglipVisionModel: bare },
});

/** @see transformers/models/siglip/configuration_siglip.py SiglipConfig */
export const siglip = architecture({
  fields: { text_config: object(), vision_config: object() },
  body: (c, inner) =>
    parameters(
      { logit_scale: [1], logit_bias: [1] },
      {
        text_model: inner("text_config", c.text_config, siglipText).root,
        vision_model: inner("vision_config", c.vision_config, siglipVision).root,
      },
    ),
  about: (c, inner) => ({
    width: inner("vision_config", c.vision_config, siglipVision).width,
    input: "text_model.embeddings.token_embedding",
  }),
  heads: {
    SiglipModel: bare,
    SiglipForImageClassification: imageHead("vision_model.embeddings.patch_embedding"),
  },
});
