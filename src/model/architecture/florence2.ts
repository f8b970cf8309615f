import { architecture } from "../blueprint.ts";
import {
  activationName,
  type Completed,
  decimal,
  type Field,
  integers,
  object,
} from "../config-key.ts";
import { bare, conditionalHeads } from "../head.ts";
import {
  type Block,
  convolution,
  embedding,
  layerNorm,
  linear,
  list,
  sizeAt,
} from "../module-part.ts";
import { ofText } from "./image-text.ts";
import { mlp } from "./vision.ts";

const booleans = (value: readonly boolean[]): Field<readonly boolean[]> => ({
  expected: "a list of booleans",
  accepts: (given) => Array.isArray(given) && given.every((one) => typeof one === "boolean"),
  default: value,
});

/** @see transformers/models/florence2/configuration_florence2.py Florence2VisionConfig */
const visionFields = {
  in_channels: 3,
  depths: integers([1, 1, 9, 1]),
  patch_size: integers([7, 3, 3, 3]),
  patch_prenorm: booleans([false, true, true, true]),
  embed_dim: integers([128, 256, 512, 1024]),
  mlp_ratio: decimal(4),
  qkv_bias: true,
  activation_function: activationName("gelu"),
  projection_dim: 1024,
  max_position_embeddings: 50,
};

type VisionKeys = Completed<typeof visionFields>;

/** What makes patches before a stage. */
function patching(c: VisionKeys, stage: number): Block {
  const width = sizeAt(c.embed_dim, stage);
  const input = stage === 0 ? c.in_channels : sizeAt(c.embed_dim, stage - 1);
  const patch = sizeAt(c.patch_size, stage);
  return {
    conv: convolution(input, width, [patch, patch]),
    norm: layerNorm(c.patch_prenorm[stage] === true ? input : width),
  };
}

/** Attention between places, then between channels. */
function block(c: VisionKeys, width: number): Block {
  const half = (name: string): Block => ({
    conv1: convolution(width, width, [3, 3], { groups: width }),
    norm1: layerNorm(width),
    [name]: { qkv: linear(width, 3 * width, c.qkv_bias), proj: linear(width, width) },
    drop_path1: {},
    conv2: convolution(width, width, [3, 3], { groups: width }),
    norm2: layerNorm(width),
    ffn: mlp(width, Math.trunc(width * c.mlp_ratio), c.activation_function),
    drop_path2: {},
  });
  return { spatial_block: half("window_attn"), channel_block: half("channel_attn") };
}

const vision = architecture({
  fields: visionFields,
  body: (c) => ({
    convs: list(c.embed_dim.length, (stage) => patching(c, stage)),
    blocks: list(c.embed_dim.length, (stage) => {
      const made = block(c, sizeAt(c.embed_dim, stage));
      return list(c.depths[stage] ?? 0, () => made);
    }),
  }),
  about: (c) => ({ width: sizeAt(c.embed_dim, -1) }),
  heads: { Florence2VisionBackbone: bare },
});

/** @see transformers/models/florence2/configuration_florence2.py Florence2Config */
const florence2Fields = {
  text_config: object(),
  vision_config: object(),
  tie_word_embeddings: true,
};

export const florence2 = architecture({
  fields: florence2Fields,
  body: (c, inner) => {
    const { root, width, keys } = inner("vision_config", c.vision_config, vision);
    const [projected, places] = [Number(keys.projection_dim), Number(keys.max_position_embeddings)];
    const half = Math.floor(width / 2);
    return {
      vision_tower: root,
      multi_modal_projector: {
        image_projection: linear(width, projected, false),
        image_proj_norm: layerNorm(projected),
        image_position_embed: {
          row_embeddings: embedding(places, half),
          column_embeddings: embedding(places, width - half),
        },
        visual_temporal_embed: {},
      },
      language_model: inner("text_config", c.text_config, "bart").root,
    };
  },
  about: (c, inner) => ofText(inner("text_config", c.text_config, "bart"), c.tie_word_embeddings),
  heads: conditionalHeads("Florence2"),
});
