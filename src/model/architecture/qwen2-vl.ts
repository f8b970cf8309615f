import { architecture } from "../blueprint.ts";
import { activationName, count, object, optionalObject, sameAs } from "../config-key.ts";
import { bare, conditionalHeads } from "../head.ts";
import {
  activation,
  type Block,
  convolution,
  layerNorm,
  linear,
  list,
  type Part,
  sequence,
  weight,
} from "../module-part.ts";
import { attention, dense, gated } from "./decoder-layers.ts";
import { ofText } from "./image-text.ts";

/** @see transformers/models/qwen2_vl/configuration_qwen2_vl.py Qwen2VLVisionConfig */
const qwen2VisionFields = {
  depth: count(32),
  embed_dim: 1280,
  hidden_size: 3584,
  hidden_act: activationName("quick_gelu"),
  mlp_ratio: 4,
  in_channels: 3,
  patch_size: 14,
  spatial_merge_size: 2,
  temporal_patch_size: 2,
};

/** @see transformers/models/qwen2_5_vl/configuration_qwen2_5_vl.py Qwen2_5_VLVisionConfig */
const qwen25VisionFields = {
  depth: count(32),
  hidden_size: 3584,
  hidden_act: activationName("silu"),
  intermediate_size: 3420,
  in_channels: 3,
  patch_size: 14,
  spatial_merge_size: 2,
  temporal_patch_size: 2,
  out_hidden_size: 3584,
};

/** The keys of {@link patchEmbedding}. */
interface PatchKeys {
  readonly in_channels: number;
  readonly patch_size: number;
  readonly temporal_patch_size: number;
}

/** Patches of some frames of a video at a time. */
export function patchEmbedding(c: PatchKeys, width: number, bias = false): Block {
  const kernel = [c.temporal_patch_size, c.patch_size, c.patch_size];
  return { proj: convolution(c.in_channels, width, kernel, { bias }) };
}

/** Query, key and value in one. */
export const fusedAttention = (width: number) => ({
  qkv: linear(width, 3 * width),
  proj: linear(width, width),
});

/** A square of patches made one, in the width of the text. */
function merger(width: number, side: number, output: number, norm: Part): Block {
  const merged = width * side ** 2;
  return { ln_q: norm, mlp: sequence(linear(merged, merged), {}, linear(merged, output)) };
}

const qwen2Vision = architecture({
  fields: qwen2VisionFields,
  aliases: { num_hidden_layers: "depth" },
  body: (c) => {
    const { embed_dim: width } = c;
    const inner = width * c.mlp_ratio;
    const block = {
      norm1: layerNorm(width),
      norm2: layerNorm(width),
      attn: fusedAttention(width),
      mlp: { fc1: linear(width, inner), act: activation(c.hidden_act), fc2: linear(inner, width) },
    };
    return {
      patch_embed: patchEmbedding(c, width),
      rotary_pos_emb: {},
      blocks: list(c.depth, () => block),
      merger: merger(width, c.spatial_merge_size, c.hidden_size, layerNorm(width)),
    };
  },
  heads: { Qwen2VisionTransformerPretrainedModel: bare },
});

const qwen25Vision = architecture({
  fields: qwen25VisionFields,
  aliases: { num_hidden_layers: "depth" },
  body: (c) => {
    const { hidden_size: width } = c;
    const block = {
      norm1: weight(width),
      norm2: weight(width),
      attn: fusedAttention(width),
      mlp: gated(width, c.intermediate_size, c.hidden_act, true),
    };
    return {
      patch_embed: patchEmbedding(c, width),
      rotary_pos_emb: {},
      blocks: list(c.depth, () => block),
      merger: merger(width, c.spatial_merge_size, c.out_hidden_size, weight(width)),
    };
  },
  heads: { Qwen2_5_VisionTransformerPretrainedModel: bare },
});

/** @see transformers/models/qwen2_vl/configuration_qwen2_vl.py Qwen2VLTextConfig */
const text = architecture({
  fields: {
    vocab_size: 152064,
    hidden_size: 8192,
    intermediate_size: 29568,
    num_hidden_layers: count(80),
    num_attention_heads: 64,
    num_key_value_heads: sameAs("num_attention_heads", 8),
    hidden_act: activationName("silu"),
  },
  // Whatever `head_dim` says.
  body: (c) => {
    const head_dim = Math.floor(c.hidden_size / c.num_attention_heads);
    return dense(c, attention({ ...c, head_dim }, { bias: true, outputBias: false }));
  },
  heads: { Qwen2VLTextModel: bare },
});

/** The two releases differ in the vision tower only. */
const seeing = (name: string, tower: typeof qwen2Vision) =>
  architecture({
    fields: {
      text_config: optionalObject(),
      vision_config: object(),
      tie_word_embeddings: false,
    },
    body: (c, inner) => ({
      visual: inner("vision_config", c.vision_config, tower).root,
      language_model: inner("text_config", c.text_config, text).root,
    }),
    about: (c, inner) => {
      const language = inner("text_config", c.text_config, text);
      return ofText(language, c.tie_word_embeddings || language.isTied);
    },
    heads: conditionalHeads(name),
  });

/** @see transformers/models/qwen2_vl/configuration_qwen2_vl.py Qwen2VLConfig */
export const qwen2Vl = seeing("Qwen2VL", qwen2Vision);

/** @see transformers/models/qwen2_5_vl/configuration_qwen2_5_vl.py Qwen2_5_VLConfig */
export const qwen25Vl = seeing("Qwen2_5_VL", qwen25Vision);
