import { architecture } from "../blueprint.ts";
import { activationName, count, object, optional, optionalObject } from "../config-key.ts";
import { bare, headOf } from "../head.ts";
import type { Head } from "../model-class.ts";
import {
  type Block,
  convolution,
  embedding,
  layerNorm,
  linear,
  list,
  parameters,
} from "../module-part.ts";
import { Stop, undecided } from "../problem.ts";
import { imageHead, type LayerKeys, layerParts } from "./vision.ts";

/** @see transformers/models/clip/configuration_clip.py CLIPTextConfig */
const textFields = {
  vocab_size: 49408,
  hidden_size: 512,
  intermediate_size: 2048,
  projection_dim: optional(512),
  num_hidden_layers: count(12),
  max_position_embeddings: 77,
  hidden_act: activationName("quick_gelu"),
};

/** @see transformers/models/clip/configuration_clip.py CLIPVisionConfig */
const visionFields = {
  hidden_size: 768,
  intermediate_size: 3072,
  projection_dim: 512,
  num_hidden_layers: count(12),
  num_channels: 3,
  image_size: 224,
  patch_size: 32,
  hidden_act: activationName("quick_gelu"),
};

function encoder(c: LayerKeys & { readonly num_hidden_layers: number }): Block {
  const { self_attn, layer_norm1, mlp, layer_norm2 } = layerParts(c);
  const layer = { self_attn, layer_norm1, mlp, layer_norm2 };
  return { layers: list(c.num_hidden_layers, () => layer) };
}

const projected = (prefix: string, name: string): Head =>
  headOf(prefix, ({ width, keys }) => {
    if (keys.projection_dim === null) throw new Stop([undecided(["projection_dim"])]);
    return { [name]: linear(width, Number(keys.projection_dim), false) };
  });

export const clipText = architecture({
  fields: textFields,
  body: (c) => ({
    embeddings: {
      token_embedding: embedding(c.vocab_size, c.hidden_size),
      position_embedding: embedding(c.max_position_embeddings, c.hidden_size),
    },
    encoder: encoder(c),
    final_layer_norm: layerNorm(c.hidden_size),
  }),
  about: () => ({ input: "embeddings.token_embedding" }),
  heads: {
    CLIPTextModel: bare,
    CLIPTextModelWithProjection: projected("text_model", "text_projection"),
  },
});

export const clipVision = architecture({
  fields: visionFields,
  body: (c) => ({
    embeddings: parameters(
      { class_embedding: [c.hidden_size] },
      {
        patch_embedding: convolution(c.num_channels, c.hidden_size, [c.patch_size, c.patch_size], {
          bias: false,
        }),
        position_embedding: embedding(
          Math.floor(c.image_size / c.patch_size) ** 2 + 1,
          c.hidden_size,
        ),
      },
    ),
    pre_layrnorm: layerNorm(c.hidden_size),
    encoder: encoder(c),
    post_layernorm: layerNorm(c.hidden_size),
  }),
  about: () => ({ input: "embeddings.patch_embedding" }),
  heads: {
    CLIPVisionModel: bare,
    CLIPVisionModelWithProjection: projected("vision_model", "visual_projection"),
  },
});

/** @see transformers/models/clip/configuration_clip.py CLIPConfig */
const clipFields = {
  text_config: object(),
  vision_config: object(),
  // What early releases wrote. Where one of these stands, the other of the same model is overruled.
  text_config_dict: optionalObject(),
  vision_config_dict: optionalObject(),
  projection_dim: optional(512),
};

export const clip = architecture({
  fields: clipFields,
  body: (c, inner) => {
    const text = inner("text_config", c.text_config_dict ?? c.text_config, clipText);
    const vision = inner("vision_config", c.vision_config_dict ?? c.vision_config, clipVision);
    // Only CLIPModel projects, so only there null makes no shape.
    const shared = c.projection_dim ?? Number.NaN;
    return parameters(
      { logit_scale: [] },
      {
        text_model: text.root,
        vision_model: vision.root,
        visual_projection: linear(vision.width, shared, false),
        text_projection: linear(text.width, shared, false),
      },
    );
  },
  about: (c, inner) => ({
    width: inner("vision_config", c.vision_config_dict ?? c.vision_config, clipVision).width,
    input: null,
  }),
  heads: { CLIPModel: bare, CLIPForImageClassification: imageHead(null) },
});
