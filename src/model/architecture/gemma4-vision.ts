import { architecture } from "../blueprint.ts";
import {
  activationName,
  type Completed,
  count,
  integers,
  object,
  optionalObject,
} from "../config-key.ts";
import { bare, conditionalHeads } from "../head.ts";
import {
  activation,
  type Block,
  convolution,
  layerNorm,
  linear,
  list,
  parameters,
  weight,
} from "../module-part.ts";
import { fourNorms } from "./gemma.ts";
import { gemma4Text } from "./gemma4.ts";
import { ofText } from "./image-text.ts";

/** A linear layer whose input and output may be kept within bounds, which are buffers. */
const clippable = (input: number, output: number) => ({ linear: linear(input, output, false) });

/** @see transformers/models/gemma4/configuration_gemma4.py Gemma4VisionConfig */
const visionFields = {
  hidden_size: 768,
  intermediate_size: 3072,
  num_hidden_layers: count(16),
  num_attention_heads: 12,
  num_key_value_heads: 12,
  head_dim: 64,
  hidden_activation: activationName("gelu_pytorch_tanh"),
  patch_size: 16,
  position_embedding_size: 10240,
};

const vision = architecture({
  fields: visionFields,
  body: (c) => {
    const { hidden_size: width, intermediate_size: inner, head_dim } = c;
    const [queries, keys] = [c.num_attention_heads * head_dim, c.num_key_value_heads * head_dim];
    const layer = {
      self_attn: {
        q_proj: clippable(width, queries),
        k_proj: clippable(width, keys),
        v_proj: clippable(width, keys),
        o_proj: clippable(queries, width),
        q_norm: weight(head_dim),
        k_norm: weight(head_dim),
        v_norm: {},
      },
      mlp: {
        gate_proj: clippable(width, inner),
        up_proj: clippable(width, inner),
        down_proj: clippable(inner, width),
        act_fn: activation(c.hidden_activation),
      },
      ...fourNorms(width),
    };
    return {
      patch_embedder: parameters(
        { position_embedding_table: [2, c.position_embedding_size, width] },
        { input_proj: linear(3 * c.patch_size ** 2, width, false) },
      ),
      encoder: { rotary_emb: {}, layers: list(c.num_hidden_layers, () => layer) },
      pooler: {},
    };
  },
  heads: { Gemma4VisionModel: bare },
});

/** @see transformers/models/gemma4/configuration_gemma4.py Gemma4AudioConfig */
const audioFields = {
  hidden_size: 1024,
  num_hidden_layers: count(12),
  num_attention_heads: 8,
  hidden_act: activationName("silu"),
  subsampling_conv_channels: integers([128, 32]),
  conv_kernel_size: 5,
  output_proj_dims: 1536,
};

type AudioKeys = Completed<typeof audioFields>;

/** Two convolutions that make the sound shorter. */
function shortened(c: AudioKeys): Block {
  const [first = Number.NaN, second = Number.NaN] = c.subsampling_conv_channels;
  const layer = (input: number, output: number) => ({
    conv: convolution(input, output, [3, 3], { bias: false }),
    norm: layerNorm(output, false),
    act: {},
  });
  return {
    layer0: layer(1, first),
    layer1: layer(first, second),
    input_proj_linear: linear(Math.floor(first / 4) * second, c.hidden_size, false),
  };
}

/** A layer of a Conformer: attention and a convolution between two halves of a feed-forward network. */
function conformer(c: AudioKeys): Block {
  const { hidden_size: width, conv_kernel_size: kernel } = c;
  const head = Math.floor(width / c.num_attention_heads);
  const attended = c.num_attention_heads * head;
  const half = {
    ffw_layer_1: clippable(width, 4 * width),
    ffw_layer_2: clippable(4 * width, width),
    pre_layer_norm: weight(width),
    post_layer_norm: weight(width),
    act_fn: activation(c.hidden_act),
  };
  return {
    feed_forward1: half,
    feed_forward2: half,
    self_attn: parameters(
      { per_dim_scale: [head] },
      {
        q_proj: clippable(width, attended),
        k_proj: clippable(width, attended),
        v_proj: clippable(width, attended),
        post: clippable(width, width),
        relative_k_proj: linear(width, attended, false),
      },
    ),
    lconv1d: {
      linear_start: clippable(width, 2 * width),
      linear_end: clippable(width, width),
      depthwise_conv1d: convolution(width, width, [kernel], { bias: false, groups: width }),
      pre_layer_norm: weight(width),
      conv_norm: weight(width),
      act_fn: activation(c.hidden_act),
    },
    norm_pre_attn: weight(width),
    norm_post_attn: weight(width),
    norm_out: weight(width),
  };
}

const audio = architecture({
  fields: audioFields,
  body: (c) => {
    const layer = conformer(c);
    return {
      subsample_conv_projection: shortened(c),
      rel_pos_enc: {},
      layers: list(c.num_hidden_layers, () => layer),
      output_proj: linear(c.hidden_size, c.output_proj_dims),
    };
  },
  about: (c) => ({ width: c.output_proj_dims }),
  heads: { Gemma4AudioModel: bare },
});

/** @see transformers/models/gemma4/configuration_gemma4.py Gemma4Config */
const gemma4Fields = {
  text_config: object(),
  vision_config: optionalObject(),
  audio_config: optionalObject(),
  tie_word_embeddings: true,
};

export const gemma4 = architecture({
  fields: gemma4Fields,
  body: (c, inner) => {
    const text = inner("text_config", c.text_config, gemma4Text);
    const seen = c.vision_config && inner("vision_config", c.vision_config, vision);
    const heard = c.audio_config && inner("audio_config", c.audio_config, audio);
    const embedder = (width: number) => ({
      embedding_projection: linear(width, text.width, false),
      embedding_pre_projection_norm: {},
    });
    return {
      ...(seen && { vision_tower: seen.root }),
      language_model: text.root,
      ...(heard && { audio_tower: heard.root }),
      ...(seen && { embed_vision: embedder(seen.width) }),
      ...(heard && { embed_audio: embedder(heard.width) }),
    };
  },
  about: (c, inner) =>
    ofText(inner("text_config", c.text_config, gemma4Text), c.tie_word_embeddings),
  heads: conditionalHeads("Gemma4"),
});
