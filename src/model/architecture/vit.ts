import { architecture } from "../blueprint.ts";
import { activationName, type Completed, count, late, quotient, sameAs } from "../config-key.ts";
import { bare, headOf } from "../head.ts";
import {
  activation,
  type Block,
  convolution,
  layerNorm,
  linear,
  list,
  parameters,
  sequence,
  when,
} from "../module-part.ts";
import { unpooled } from "./encoder.ts";
import { mlp, pair, patches, sides } from "./vision.ts";

/** @see transformers/models/vit/configuration_vit.py ViTConfig */
const vitFields = {
  hidden_size: 768,
  num_hidden_layers: count(12),
  num_attention_heads: 12,
  intermediate_size: 3072,
  hidden_act: activationName("gelu"),
  image_size: sides(224),
  patch_size: sides(16),
  num_channels: 3,
  qkv_bias: true,
  encoder_stride: 16,
  pooler_output_size: sameAs("hidden_size"),
  pooler_act: activationName("tanh"),
  head_dim: late(quotient("hidden_size", "num_attention_heads")),
};

type VitKeys = Completed<typeof vitFields>;

const embeddings = (c: VitKeys, { hasMask = false } = {}) =>
  parameters(
    {
      cls_token: [1, 1, c.hidden_size],
      ...when(hasMask, { mask_token: [1, 1, c.hidden_size] }),
      position_embeddings: [1, patches(c.image_size, c.patch_size) + 1, c.hidden_size],
    },
    {
      patch_embeddings: {
        projection: convolution(c.num_channels, c.hidden_size, pair(c.patch_size)),
      },
      dropout: {},
    },
  );

/** The keys of {@link selfAttention}. */
interface AttentionKeys {
  readonly hidden_size: number;
  readonly num_attention_heads: number;
  readonly head_dim: number;
  readonly qkv_bias: boolean;
}

/** Attention whose bias is optional but in the last projection. */
export function selfAttention(c: AttentionKeys) {
  const inner = c.num_attention_heads * c.head_dim;
  const project = linear(c.hidden_size, inner, c.qkv_bias);
  return {
    q_proj: project,
    k_proj: project,
    v_proj: project,
    o_proj: linear(inner, c.hidden_size),
  };
}

export const vit = architecture({
  fields: vitFields,
  body: (c) => {
    const layer = {
      attention: selfAttention(c),
      layernorm_before: layerNorm(c.hidden_size),
      layernorm_after: layerNorm(c.hidden_size),
      mlp: mlp(c.hidden_size, c.intermediate_size, c.hidden_act),
      dropout: {},
    };
    return {
      embeddings: embeddings(c),
      layers: list(c.num_hidden_layers, () => layer),
      layernorm: layerNorm(c.hidden_size),
      pooler: {
        dense: linear(c.hidden_size, c.pooler_output_size || c.hidden_size),
        activation: activation(c.pooler_act),
      },
    };
  },
  about: () => ({ input: "embeddings.patch_embeddings" }),
  heads: {
    ViTModel: bare,
    ViTForImageClassification: unpooled(
      headOf("vit", ({ width, labels }) => ({ classifier: linear(width, labels) })),
    ),
    ViTForMaskedImageModeling: unpooled((base) => {
      const c = base.keys as VitKeys;
      const root = { ...(base.root as Block), embeddings: embeddings(c, { hasMask: true }) };
      const pixels = c.encoder_stride ** 2 * c.num_channels;
      return headOf("vit", ({ width }) => ({
        decoder: sequence(convolution(width, pixels, [1, 1]), {}),
      }))({ ...base, root });
    }),
  },
});
