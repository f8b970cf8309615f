import { architecture } from "../blueprint.ts";
import {
  activationName,
  type Completed,
  count,
  decimal,
  integers,
  oneOf,
  optional,
  sameAs,
} from "../config-key.ts";
import { bare } from "../head.ts";
import type { Base, Head } from "../model-class.ts";
import {
  activation,
  type Block,
  convolution,
  layerNorm,
  linear,
  list,
  Part,
  parameters,
  sizeAt,
  when,
} from "../module-part.ts";
import { Stop, undecided } from "../problem.ts";
import { attention } from "./seq2seq.ts";

/** @see transformers/models/wav2vec2/configuration_wav2vec2.py Wav2Vec2Config */
const wav2vec2Fields = {
  vocab_size: optional(32),
  hidden_size: 768,
  num_hidden_layers: count(12),
  intermediate_size: 3072,
  hidden_act: activationName("gelu"),
  feat_extract_norm: oneOf("group", "layer"),
  feat_extract_activation: activationName("gelu"),
  conv_dim: integers([512, 512, 512, 512, 512, 512, 512]),
  conv_kernel: integers([10, 3, 3, 3, 3, 2, 2]),
  conv_bias: false,
  num_conv_pos_embeddings: 128,
  num_conv_pos_embedding_groups: 16,
  do_stable_layer_norm: false,
  mask_time_prob: decimal(0.05),
  mask_feature_prob: decimal(0),
  num_codevectors_per_group: 320,
  num_codevector_groups: 2,
  codevector_dim: 256,
  proj_codevector_dim: 256,
  use_weighted_layer_sum: false,
  classifier_proj_size: 256,
  tdnn_dim: integers([512, 512, 512, 512, 1500]),
  tdnn_kernel: integers([5, 3, 3, 1, 1]),
  xvector_output_dim: 512,
  add_adapter: false,
  adapter_kernel_size: 3,
  num_adapter_layers: count(3),
  output_hidden_size: sameAs("hidden_size"),
  adapter_attn_dim: optional(null),
};

type Keys = Completed<typeof wav2vec2Fields>;

function featureLayer(c: Keys, index: number): Block {
  const output = sizeAt(c.conv_dim, index);
  const input = index === 0 ? 1 : sizeAt(c.conv_dim, index - 1);
  const conv = convolution(input, output, [sizeAt(c.conv_kernel, index)], { bias: c.conv_bias });
  const [norm, act] = [layerNorm(output), activation(c.feat_extract_activation)];
  if (c.feat_extract_norm === "layer") return { conv, layer_norm: norm, activation: act };
  return { conv, activation: act, ...when(index === 0, { layer_norm: norm }) };
}

/** Positions by convolution. torch holds its normalised weight as length and direction. */
function positions(c: Keys): Block {
  const [width, kernel] = [c.hidden_size, c.num_conv_pos_embeddings];
  const groups = c.num_conv_pos_embedding_groups;
  const halves = {
    original0: [1, 1, kernel],
    original1: [width, Math.floor(width / groups), kernel],
  };
  const weight = parameters(halves, { 0: {} });
  return {
    conv: new Part({ bias: [width] }, "Conv1d", { parametrizations: { weight } }, groups),
    padding: {},
    activation: activation(c.feat_extract_activation),
  };
}

function layerOf(c: Keys): Block {
  const { hidden_size: width, adapter_attn_dim: adapter } = c;
  return {
    attention: attention(width),
    dropout: {},
    layer_norm: layerNorm(width),
    feed_forward: {
      intermediate_dropout: {},
      intermediate_dense: linear(width, c.intermediate_size),
      intermediate_act_fn: activation(c.hidden_act),
      output_dense: linear(c.intermediate_size, width),
      output_dropout: {},
    },
    final_layer_norm: layerNorm(width),
    ...when(c.do_stable_layer_norm && adapter !== null, {
      adapter_layer: {
        norm: layerNorm(width),
        linear_1: linear(width, adapter ?? 0),
        act_fn: {},
        linear_2: linear(adapter ?? 0, width),
      },
    }),
  };
}

/** What makes the output shorter. */
function adapterOf(c: Keys): Block {
  const output = c.output_hidden_size || c.hidden_size;
  const layer = { conv: convolution(output, 2 * output, [c.adapter_kernel_size]) };
  return {
    ...when(output !== c.hidden_size, {
      proj: linear(c.hidden_size, output),
      proj_layer_norm: layerNorm(output),
    }),
    layers: list(c.num_adapter_layers, () => layer),
  };
}

/** Modules beside the base. Without an input embedding, transformers finds no output embedding. */
function head(beside: (c: Keys, base: Base) => Block): Head {
  return (base) => ({
    ...bare(base),
    root: { wav2vec2: base.root, ...beside(base.keys as Keys, base) },
  });
}

/** The same, with a weight for each layer's output if the config says so. */
function summingHead(beside: (c: Keys, base: Base) => Block): Head {
  return (base) => {
    const c = base.keys as Keys;
    const sums = { layer_weights: [c.num_hidden_layers + 1] };
    const children = { wav2vec2: base.root, ...beside(c, base) };
    return { ...bare(base), root: parameters(when(c.use_weighted_layer_sum, sums), children) };
  };
}

export const wav2vec2 = architecture({
  fields: wav2vec2Fields,
  body: (c) => {
    const layer = layerOf(c);
    const features = sizeAt(c.conv_dim, -1);
    return parameters(
      when(c.mask_time_prob > 0 || c.mask_feature_prob > 0, { masked_spec_embed: [c.hidden_size] }),
      {
        feature_extractor: {
          conv_layers: list(c.conv_dim.length, (index) => featureLayer(c, index)),
        },
        feature_projection: {
          layer_norm: layerNorm(features),
          projection: linear(features, c.hidden_size),
          dropout: {},
        },
        encoder: {
          pos_conv_embed: positions(c),
          layer_norm: layerNorm(c.hidden_size),
          dropout: {},
          layers: list(c.num_hidden_layers, () => layer),
        },
        ...when(c.add_adapter, { adapter: adapterOf(c) }),
      },
    );
  },
  about: () => ({ input: null }),
  heads: {
    Wav2Vec2Model: bare,
    Wav2Vec2ForCTC: head((c) => {
      if (c.vocab_size === null) throw new Stop([undecided(["vocab_size"])]);
      const width = c.add_adapter ? c.output_hidden_size || c.hidden_size : c.hidden_size;
      return { dropout: {}, lm_head: linear(width, c.vocab_size) };
    }),
    Wav2Vec2ForPreTraining: head((c) => {
      const codes = c.num_codevector_groups * c.num_codevectors_per_group;
      const size = Math.floor(c.codevector_dim / c.num_codevector_groups);
      return {
        dropout_features: {},
        quantizer: parameters(
          { codevectors: [1, codes, size] },
          { weight_proj: linear(sizeAt(c.conv_dim, -1), codes) },
        ),
        project_hid: linear(c.hidden_size, c.proj_codevector_dim),
        project_q: linear(c.codevector_dim, c.proj_codevector_dim),
      };
    }),
    Wav2Vec2ForSequenceClassification: summingHead((c, { labels }) => ({
      projector: linear(c.hidden_size, c.classifier_proj_size),
      classifier: linear(c.classifier_proj_size, labels),
    })),
    Wav2Vec2ForAudioFrameClassification: summingHead((c, { labels }) => ({
      classifier: linear(c.hidden_size, labels),
    })),
    Wav2Vec2ForXVector: summingHead((c, { labels }) => {
      const { tdnn_dim: sizes, tdnn_kernel: kernels, xvector_output_dim: output } = c;
      return {
        projector: linear(c.hidden_size, sizeAt(sizes, 0)),
        tdnn: list(sizes.length, (index) => ({
          kernel: linear(
            sizeAt(sizes, Math.max(index - 1, 0)) * sizeAt(kernels, index),
            sizeAt(sizes, index),
          ),
          activation: {},
        })),
        feature_extractor: linear(2 * sizeAt(sizes, -1), output),
        classifier: linear(output, output),
        objective: parameters({ weight: [output, labels] }, { loss: {} }),
      };
    }),
  },
});
