import { type Architecture, architecture } from "../blueprint.ts";
import { activationName, type Completed, count, integers, object, sameAs } from "../config-key.ts";
import { bare, conditionalHeads, sequenceHead, tokenHead } from "../head.ts";
import type { Heads } from "../model-class.ts";
import { activation, type Block, embedding, layerNorm, linear, list } from "../module-part.ts";
import { attention, dense, headNorms } from "./decoder-layers.ts";
import { ofText } from "./image-text.ts";
import { fusedAttention, patchEmbedding } from "./qwen2-vl.ts";
import { qwen35Text } from "./qwen3-next.ts";

/** @see transformers/models/qwen3_5/configuration_qwen3_5.py Qwen3_5VisionConfig */
const visionFields = {
  depth: count(27),
  hidden_size: 1152,
  hidden_act: activationName("gelu_pytorch_tanh"),
  intermediate_size: 4304,
  in_channels: 3,
  patch_size: 16,
  spatial_merge_size: 2,
  temporal_patch_size: 2,
  out_hidden_size: 3584,
  num_position_embeddings: 2304,
};

type VisionKeys = Completed<typeof visionFields>;

/** A square of patches made one, normalised before or after. */
function merger(c: VisionKeys, isNormedAfter: boolean): Block {
  const merged = c.hidden_size * c.spatial_merge_size ** 2;
  return {
    norm: layerNorm(isNormedAfter ? merged : c.hidden_size),
    linear_fc1: linear(merged, merged),
    act_fn: {},
    linear_fc2: linear(merged, c.out_hidden_size),
  };
}

function tower(c: VisionKeys): Block {
  const { hidden_size: width, intermediate_size: inner } = c;
  const block = {
    norm1: layerNorm(width),
    norm2: layerNorm(width),
    attn: fusedAttention(width),
    mlp: {
      linear_fc1: linear(width, inner),
      linear_fc2: linear(inner, width),
      act_fn: activation(c.hidden_act),
    },
  };
  return {
    patch_embed: patchEmbedding(c, width, true),
    pos_embed: embedding(c.num_position_embeddings, width),
    rotary_pos_emb: {},
    blocks: list(c.depth, () => block),
    merger: merger(c, false),
  };
}

const aliases = { num_hidden_layers: "depth" };

/** A tower of which some layers reach the text directly. */
const deepVision = architecture({
  fields: { ...visionFields, deepstack_visual_indexes: integers([8, 16, 24]) },
  aliases,
  body: (c) => ({
    ...tower(c),
    deepstack_merger_list: list(c.deepstack_visual_indexes.length, () => merger(c, true)),
  }),
  heads: { Qwen3VLVisionModel: bare },
});

const vision = architecture({
  fields: visionFields,
  aliases,
  body: tower,
  heads: { Qwen3_5VisionModel: bare },
});

/** @see transformers/models/qwen3_vl/configuration_qwen3_vl.py Qwen3VLTextConfig */
const text = architecture({
  fields: {
    vocab_size: 151936,
    hidden_size: 4096,
    intermediate_size: 22016,
    num_hidden_layers: count(32),
    num_attention_heads: 32,
    num_key_value_heads: sameAs("num_attention_heads", 32),
    head_dim: 128,
    hidden_act: activationName("silu"),
    attention_bias: false,
  },
  body: (c) => dense(c, { ...attention(c, { bias: c.attention_bias }), ...headNorms(c.head_dim) }),
  heads: { Qwen3VLTextModel: bare },
});

function seeing(visual: Architecture, language: Architecture, heads: Heads) {
  return architecture({
    fields: { text_config: object(), vision_config: object(), tie_word_embeddings: false },
    body: (c, inner) => ({
      visual: inner("vision_config", c.vision_config, visual).root,
      language_model: inner("text_config", c.text_config, language).root,
    }),
    about: (c, inner) =>
      ofText(inner("text_config", c.text_config, language), c.tie_word_embeddings),
    heads,
  });
}

/** @see transformers/models/qwen3_vl/configuration_qwen3_vl.py Qwen3VLConfig */
export const qwen3Vl = seeing(deepVision, text, conditionalHeads("Qwen3VL"));

/** @see transformers/models/qwen3_5/configuration_qwen3_5.py Qwen3_5Config */
export const qwen35 = seeing(vision, qwen35Text, {
  ...conditionalHeads("Qwen3_5"),
  Qwen3_5ForSequenceClassification: sequenceHead(),
  Qwen3_5ForTokenClassification: tokenHead(),
});
