import { architecture } from "../blueprint.ts";
import {
  count,
  decimal,
  flag,
  type Keys,
  late,
  layerTypes,
  optionalIntegers,
  quotient,
  sameAs,
} from "../config-key.ts";
import { causalHeads } from "../head.ts";
import { convolution, embedding, linear, list, weight } from "../module-part.ts";
import { attention } from "./decoder-layers.ts";

/** Which layers attend, unless `layer_types` says it: the listed ones, or all. */
const listed = (layer: number, { full_attn_idxs: layers }: Keys) =>
  !Array.isArray(layers) || layers.includes(layer) ? "full_attention" : "conv";

/** @see transformers/models/lfm2/configuration_lfm2.py Lfm2Config */
const lfm2Fields = {
  vocab_size: 65536,
  hidden_size: 2560,
  intermediate_size: 12288,
  num_hidden_layers: count(32),
  num_attention_heads: 32,
  num_key_value_heads: 8,
  tie_word_embeddings: true,
  conv_bias: false,
  conv_L_cache: 3,
  block_multiple_of: 256,
  block_ffn_dim_multiplier: decimal(1),
  block_auto_adjust_ff_dim: true,
  full_attn_idxs: optionalIntegers(),
  layer_types: layerTypes(listed),
  // Old names of two keys, which win over the new.
  tie_embedding: sameFlag("tie_word_embeddings"),
  block_ff_dim: sameAs("intermediate_size"),
  head_dim: late(quotient("hidden_size", "num_attention_heads")),
};

function sameFlag(key: string) {
  return { ...flag(false), default: null, rule: (keys: Keys) => keys[key] === true };
}

type Lfm2Keys = Record<"block_ff_dim" | "block_ffn_dim_multiplier" | "block_multiple_of", number>;

/** Two thirds of the size, perhaps scaled, up to the next multiple: as Python cuts numbers. */
function adjusted(c: Lfm2Keys): number {
  const scaled = Math.trunc(c.block_ffn_dim_multiplier * Math.trunc((2 * c.block_ff_dim) / 3));
  const multiple = c.block_multiple_of;
  return multiple * Math.floor((scaled + multiple - 1) / multiple);
}

export const lfm2 = architecture({
  fields: lfm2Fields,
  body: (c) => {
    const width = c.hidden_size;
    const inner = c.block_auto_adjust_ff_dim ? adjusted(c) : c.block_ff_dim;
    const { q_proj, k_proj, v_proj, o_proj } = attention(c);
    const self_attn = {
      q_proj,
      k_proj,
      v_proj,
      out_proj: o_proj,
      q_layernorm: weight(c.head_dim),
      k_layernorm: weight(c.head_dim),
    };
    const conv = {
      conv: convolution(width, width, [c.conv_L_cache], { bias: c.conv_bias, groups: width }),
      in_proj: linear(width, 3 * width, c.conv_bias),
      out_proj: linear(width, width, c.conv_bias),
    };
    const feed_forward = {
      w1: linear(width, inner, false),
      w3: linear(width, inner, false),
      w2: linear(inner, width, false),
    };
    return {
      embed_tokens: embedding(c.vocab_size, width),
      layers: list(c.num_hidden_layers, (layer) => ({
        ...(c.layer_types[layer] === "conv" ? { conv } : { self_attn }),
        feed_forward,
        operator_norm: weight(width),
        ffn_norm: weight(width),
      })),
      rotary_emb: {},
      embedding_norm: weight(width),
    };
  },
  about: (c) => ({ isTied: c.tie_embedding }),
  heads: causalHeads("Lfm2"),
});
