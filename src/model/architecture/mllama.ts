import { architecture } from "../blueprint.ts";
import {
  activationName,
  type Completed,
  count,
  type Field,
  integers,
  object,
} from "../config-key.ts";
import { bare, conditionalHeads, languageHead } from "../head.ts";
import type { Head } from "../model-class.ts";
import {
  type Block,
  convolution,
  embedding,
  layerNorm,
  linear,
  list,
  parameters,
  weight,
} from "../module-part.ts";
import { attention, gated, headNorms, preNorm } from "./decoder-layers.ts";
import { ofText } from "./image-text.ts";
import { mlp } from "./vision.ts";

/** @see transformers/models/mllama/configuration_mllama.py MllamaTextConfig */
const textFields = {
  vocab_size: 128256,
  hidden_size: 4096,
  hidden_act: activationName("silu"),
  num_hidden_layers: count(40),
  num_attention_heads: 32,
  num_key_value_heads: 8,
  intermediate_size: 14336,
  cross_attention_layers: {
    ...integers(),
    default: null,
    rule: () => [3, 8, 13, 18, 23, 28, 33, 38],
  },
};

const text = architecture({
  fields: textFields,
  body: (c) => {
    const { hidden_size: width } = c;
    // Whatever `head_dim` says.
    const head_dim = Math.floor(width / c.num_attention_heads);
    const projections = attention({ ...c, head_dim });
    const network = gated(width, c.intermediate_size, c.hidden_act);
    const reading = preNorm(width, projections, network);
    const looking = parameters(
      { cross_attn_attn_gate: [1], cross_attn_mlp_gate: [1] },
      {
        cross_attn: { ...projections, ...headNorms(head_dim) },
        input_layernorm: weight(width),
        mlp: network,
        post_attention_layernorm: weight(width),
      },
    );
    return {
      // Eight rows for the image, which cannot be written.
      embed_tokens: embedding(c.vocab_size + 8, width),
      layers: list(c.num_hidden_layers, (layer) =>
        c.cross_attention_layers.includes(layer) ? looking : reading,
      ),
      norm: weight(width),
      rotary_emb: {},
    };
  },
  heads: { MllamaTextModel: bare },
});

/** The shapes that tiles of an image may form: of the list, only the length counts. */
const ratios: Field<readonly unknown[]> = {
  expected: "a list",
  accepts: Array.isArray,
  default: null,
  rule: () => Array.from({ length: 8 }),
};

/** @see transformers/models/mllama/configuration_mllama.py MllamaVisionConfig */
const visionFields = {
  hidden_size: 1280,
  hidden_act: activationName("gelu"),
  num_hidden_layers: count(32),
  num_global_layers: count(8),
  attention_heads: 16,
  num_channels: 3,
  intermediate_size: 5120,
  vision_output_dim: 7680,
  image_size: 448,
  patch_size: 14,
  max_num_tiles: 4,
  supported_aspect_ratios: ratios,
};

type VisionKeys = Completed<typeof visionFields>;

/** Layers of the tower. The last ones may be skipped by degrees. */
function layers(c: VisionKeys, number: number, isGated: boolean): Block {
  const { hidden_size: width } = c;
  const inner = c.attention_heads * Math.floor(width / c.attention_heads);
  const project = linear(width, inner, false);
  const parts = {
    self_attn: {
      q_proj: project,
      k_proj: project,
      v_proj: project,
      o_proj: linear(inner, width, false),
    },
    mlp: mlp(width, c.intermediate_size, c.hidden_act),
    input_layernorm: layerNorm(width),
    post_attention_layernorm: layerNorm(width),
  };
  const layer = isGated ? parameters({ gate_attn: [1], gate_ffn: [1] }, parts) : parts;
  return { layers: list(number, () => layer) };
}

const vision = architecture({
  fields: visionFields,
  aliases: { num_attention_heads: "attention_heads" },
  body: (c) => {
    const { hidden_size: width, patch_size: patch } = c;
    const positions = Math.floor(c.image_size / patch) ** 2 + 1;
    const ratios = c.supported_aspect_ratios.length + 1;
    const tiles = c.max_num_tiles * width;
    const ofTiles = parameters({ gate: [1] }, { embedding: embedding(ratios, tiles) });
    return parameters(
      { class_embedding: [width] },
      {
        patch_embedding: convolution(c.num_channels, width, [patch, patch], { bias: false }),
        gated_positional_embedding: parameters(
          { gate: [1], embedding: [positions, width] },
          { tile_embedding: embedding(ratios, positions * tiles) },
        ),
        pre_tile_positional_embedding: ofTiles,
        post_tile_positional_embedding: ofTiles,
        layernorm_pre: layerNorm(width),
        layernorm_post: layerNorm(width),
        transformer: layers(c, c.num_hidden_layers, false),
        global_transformer: layers(c, c.num_global_layers, true),
      },
    );
  },
  heads: { MllamaVisionModel: bare },
});

/** @see transformers/models/mllama/configuration_mllama.py MllamaConfig */
const mllamaFields = { text_config: object(), vision_config: object() };

/** The text model alone. */
const textAlone: Head = ({ root, ...base }) => {
  const { language_model: inner = {} } = root as Block;
  return languageHead()({ ...base, root: inner, input: "embed_tokens" });
};

export const mllama = architecture({
  fields: mllamaFields,
  body: (c, inner) => {
    const language = inner("text_config", c.text_config, text);
    const { root, keys } = inner("vision_config", c.vision_config, vision);
    return {
      vision_model: root,
      language_model: language.root,
      multi_modal_projector: linear(Number(keys.vision_output_dim), language.width),
    };
  },
  // The embedding has more rows than the head, so nothing is tied.
  about: (c, inner) => ofText(inner("text_config", c.text_config, text), false),
  heads: { ...conditionalHeads("Mllama"), MllamaForCausalLM: textAlone },
});
