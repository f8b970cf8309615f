import { architecture } from "../blueprint.ts";
import {
  activationName,
  type Completed,
  count,
  integer,
  type Keys,
  layerTypes,
  needed,
  numberAt,
  object,
  optional,
} from "../config-key.ts";
import { bare, languageHead } from "../head.ts";
import { activation, embedding, linear, parameters, weight, when } from "../module-part.ts";
import {
  type AttentionKeys,
  attention,
  decoder,
  experts,
  gated,
  headNorms,
  layerType,
} from "./decoder-layers.ts";
import { fourNorms } from "./gemma.ts";

/** Which layers see everything, unless `layer_types` says it: every sixth. */
const everySixth = (layer: number) =>
  (layer + 1) % 6 === 0 ? "full_attention" : "sliding_attention";

/** @see transformers/models/gemma4/configuration_gemma4.py Gemma4TextConfig */
const gemma4Fields = {
  vocab_size: 262144,
  hidden_size: 2304,
  intermediate_size: 9216,
  num_hidden_layers: count(30),
  num_attention_heads: 8,
  num_key_value_heads: 4,
  head_dim: 256,
  hidden_activation: activationName("gelu_pytorch_tanh"),
  tie_word_embeddings: true,
  attention_bias: false,
  layer_types: layerTypes(everySixth),
  vocab_size_per_layer_input: 262144,
  hidden_size_per_layer_input: 256,
  attention_k_eq_v: false,
  num_kv_shared_layers: {
    ...integer(0),
    expected: "no more than the layers",
    fits: (shared: unknown, keys: Keys) => Number(shared) <= numberAt(keys, "num_hidden_layers"),
  },
  enable_moe_block: false,
  use_double_wide_mlp: false,
  num_experts: needed("enable_moe_block"),
  moe_intermediate_size: needed("enable_moe_block"),
  global_head_dim: 512,
  num_global_key_value_heads: optional(null),
  per_layer_config: { ...object(), rule: () => null },
};

type Gemma4Keys = Completed<typeof gemma4Fields>;

/**
 * The sizes that a layer's attention is cut by: those of `per_layer_config`, which transformers writes
 * since 5.22, or else those of the layers that see everything.
 */
function sizesOf(c: Gemma4Keys): (layer: number, type: string | undefined) => AttentionKeys {
  if (c.per_layer_config !== null) {
    const entries = Object.entries(c.per_layer_config);
    const layers = new Map(entries.map(([layer, sizes]) => [Number(layer), sizes]));
    return (layer) => ({ ...c, ...(layers.get(layer) as Partial<AttentionKeys>) });
  }
  const groups = c.attention_k_eq_v ? c.num_global_key_value_heads : null;
  const num_key_value_heads = groups ?? c.num_key_value_heads;
  const global = { ...c, head_dim: c.global_head_dim, num_key_value_heads };
  return (_, type) => (type === "full_attention" ? global : c);
}

/** Attention that may take keys and values from an earlier layer, or its values from its keys. */
function attentionOf(c: Gemma4Keys, sizes: AttentionKeys, isSliding: boolean, isReusing: boolean) {
  const { q_proj, k_proj, v_proj, o_proj } = attention(sizes, { bias: c.attention_bias });
  const { q_norm, k_norm } = headNorms(sizes.head_dim);
  return {
    q_proj,
    q_norm,
    ...when(!isReusing, { k_norm, v_norm: {}, k_proj }),
    ...when(!isReusing && (isSliding || !c.attention_k_eq_v), { v_proj }),
    o_proj,
  };
}

/** Experts beside the feed-forward network, with norms of their own. */
function expertsBeside(c: Gemma4Keys) {
  const { hidden_size: width, num_experts: number } = c;
  return {
    router: parameters(
      { scale: [width], per_expert_scale: [number] },
      { norm: {}, proj: linear(width, number, false) },
    ),
    experts: experts(number, width, c.moe_intermediate_size, c.hidden_activation),
    post_feedforward_layernorm_1: weight(width),
    post_feedforward_layernorm_2: weight(width),
    pre_feedforward_layernorm_2: weight(width),
  };
}

export const gemma4Text = architecture({
  fields: gemma4Fields,
  apart: ["head_dim", "num_key_value_heads"],
  body: (c) => {
    const { hidden_size: width, hidden_size_per_layer_input: extra, hidden_activation: act } = c;
    const sizes = sizesOf(c);
    const layers = c.num_hidden_layers;
    const hasExtra = extra !== 0;
    return {
      ...decoder(c, (layer) => {
        // The last layer sees everything whatever the list says.
        const type = layer === layers - 1 ? "full_attention" : c.layer_types[layer];
        const isSliding = layerType(type) === "sliding_attention";
        const isReusing = layer >= layers - c.num_kv_shared_layers;
        const inner = (c.use_double_wide_mlp && isReusing ? 2 : 1) * c.intermediate_size;
        return {
          self_attn: attentionOf(c, sizes(layer, type), isSliding, isReusing),
          mlp: gated(width, inner, act),
          ...fourNorms(width),
          ...when(hasExtra, {
            act_fn: activation(act),
            per_layer_input_gate: linear(width, extra, false),
            per_layer_projection: linear(extra, width, false),
            post_per_layer_input_norm: weight(width),
          }),
          ...when(c.enable_moe_block, expertsBeside(c)),
        };
      }),
      ...when(hasExtra, {
        embed_tokens_per_layer: embedding(c.vocab_size_per_layer_input, layers * extra),
        per_layer_model_projection: linear(width, layers * extra, false),
        per_layer_projection_norm: weight(extra),
      }),
    };
  },
  heads: { Gemma4TextModel: bare, Gemma4ForCausalLM: languageHead() },
});
