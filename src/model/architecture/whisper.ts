import { architecture } from "../blueprint.ts";
import { activationName, count } from "../config-key.ts";
import { bare } from "../head.ts";
import type { Base, Head } from "../model-class.ts";
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
import { wordHead } from "./encoder.ts";
import { attention, decoderLayer, encoderLayer, only } from "./seq2seq.ts";

/** @see transformers/models/whisper/configuration_whisper.py WhisperConfig */
const whisperFields = {
  vocab_size: 51865,
  num_mel_bins: 80,
  encoder_layers: count(4),
  decoder_layers: count(4),
  decoder_ffn_dim: 1536,
  encoder_ffn_dim: 1536,
  activation_function: activationName("gelu"),
  d_model: 384,
  max_source_positions: 1500,
  max_target_positions: 448,
  use_weighted_layer_sum: false,
  classifier_proj_size: 256,
  tie_word_embeddings: true,
};

const languageHead = wordHead(
  "model",
  ({ width, vocabulary }) => ({ proj_out: linear(width, vocabulary, false) }),
  "proj_out",
);

const audioHead: Head = ({ root, width, labels, keys }: Base) => {
  const inner = Number(keys.classifier_proj_size);
  const sums = { layer_weights: [Number(keys.encoder_layers) + 1] };
  const { encoder = {} } = root as Block;
  return {
    root: parameters(when(keys.use_weighted_layer_sum === true, sums), {
      encoder,
      projector: linear(width, inner),
      classifier: linear(inner, labels),
    }),
    ties: [],
    input: "encoder.conv1",
    output: null,
  };
};

export const whisper = architecture({
  fields: whisperFields,
  aliases: { hidden_size: "d_model", num_hidden_layers: "encoder_layers" },
  body: (c) => {
    const { d_model: width, activation_function: act } = c;
    const attn = attention(width, { keyBias: false });
    const reading = encoderLayer(width, c.encoder_ffn_dim, act, attn);
    const writing = decoderLayer(width, c.decoder_ffn_dim, act, attn);
    return {
      encoder: {
        conv1: convolution(c.num_mel_bins, width, [3]),
        conv2: convolution(width, width, [3]),
        embed_positions: embedding(c.max_source_positions, width),
        layers: list(c.encoder_layers, () => reading),
        layer_norm: layerNorm(width),
      },
      decoder: {
        embed_tokens: embedding(c.vocab_size, width),
        embed_positions: embedding(c.max_target_positions, width),
        layers: list(c.decoder_layers, () => writing),
        layer_norm: layerNorm(width),
      },
    };
  },
  about: (c) => ({ width: c.d_model, input: "decoder.embed_tokens" }),
  heads: {
    WhisperModel: bare,
    WhisperForConditionalGeneration: languageHead,
    WhisperForCausalLM: only(languageHead, "decoder"),
    WhisperForAudioClassification: audioHead,
  },
});
