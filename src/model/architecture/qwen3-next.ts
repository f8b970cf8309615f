import { architecture } from "../blueprint.ts";
import { activationName, count, integers, type Keys, layerTypes, numberAt } from "../config-key.ts";
import { bare, genericHeads, languageHead, sequenceHead, tokenHead } from "../head.ts";
import {
  type Block,
  convolution,
  linear,
  type Part,
  parameters,
  weight,
  when,
} from "../module-part.ts";
import {
  type AttentionKeys,
  attention,
  decoder,
  gated,
  headNorms,
  layerType,
  type StackKeys,
} from "./decoder-layers.ts";
import { routedAndShared, sparseOrDense } from "./qwen-moe.ts";

/** Which layers attend, unless `layer_types` says it: every fourth. The others are recurrent. */
const everyFourth = (layer: number, keys: Keys) =>
  (layer + 1) % numberAt(keys, "full_attention_interval") === 0
    ? "full_attention"
    : "linear_attention";

/** What the three have in common. */
const sharedFields = {
  hidden_act: activationName("silu"),
  num_attention_heads: 16,
  tie_word_embeddings: false,
  attention_bias: false,
  head_dim: 256,
  linear_conv_kernel_dim: 4,
  linear_key_head_dim: 128,
  linear_value_head_dim: 128,
  linear_num_key_heads: 16,
  linear_num_value_heads: 32,
  full_attention_interval: 4,
  layer_types: layerTypes(everyFourth),
};

interface DeltaKeys extends StackKeys {
  readonly linear_conv_kernel_dim: number;
  readonly linear_key_head_dim: number;
  readonly linear_value_head_dim: number;
  readonly linear_num_key_heads: number;
  readonly linear_num_value_heads: number;
}

/** Sizes that the gated delta rule works with. */
const deltaSizes = (c: DeltaKeys) => ({
  width: c.hidden_size,
  heads: c.linear_num_value_heads,
  keys: c.linear_key_head_dim * c.linear_num_key_heads,
  values: c.linear_value_head_dim * c.linear_num_value_heads,
});

/** A recurrent layer with the gated delta rule. The families cut its projections differently. */
function deltaNet(c: DeltaKeys, before: Block, after: Block): Part {
  const { width, heads, keys, values } = deltaSizes(c);
  const channels = 2 * keys + values;
  return parameters(
    { dt_bias: [heads], A_log: [heads] },
    {
      conv1d: convolution(channels, channels, [c.linear_conv_kernel_dim], {
        bias: false,
        groups: channels,
      }),
      ...before,
      norm: weight(c.linear_value_head_dim),
      out_proj: linear(values, width, false),
      ...after,
    },
  );
}

/** Two projections: of queries, keys, values and the gate, and of the two rates. */
function fusedDeltaNet(c: DeltaKeys): Part {
  const { width, heads, keys, values } = deltaSizes(c);
  const projections = {
    in_proj_qkvz: linear(width, 2 * keys + 2 * values, false),
    in_proj_ba: linear(width, 2 * heads, false),
  };
  return deltaNet(c, projections, {});
}

/** The same in four projections. */
function splitDeltaNet(c: DeltaKeys): Part {
  const { width, heads, keys, values } = deltaSizes(c);
  return deltaNet(
    c,
    {},
    {
      in_proj_qkv: linear(width, 2 * keys + values, false),
      in_proj_z: linear(width, values, false),
      in_proj_b: linear(width, heads, false),
      in_proj_a: linear(width, heads, false),
    },
  );
}

interface HybridKeys extends DeltaKeys, AttentionKeys {
  readonly attention_bias: boolean;
  readonly layer_types: readonly string[];
}

/** Layers that attend or are recurrent, and a feed-forward network in each. */
function hybrid(c: HybridKeys, linear_attn: Part, mlp: (layer: number) => Block): Block {
  const self_attn = {
    ...attention(c, { bias: c.attention_bias }),
    // Half of it is a gate for what the attention gives.
    q_proj: linear(c.hidden_size, 2 * c.num_attention_heads * c.head_dim, c.attention_bias),
    ...headNorms(c.head_dim),
  };
  return decoder(c, (layer) => {
    const type = layerType(c.layer_types[layer]);
    return {
      ...when(type === "linear_attention", { linear_attn }),
      ...when(type === "full_attention", { self_attn }),
      mlp: mlp(layer),
      input_layernorm: weight(c.hidden_size),
      post_attention_layernorm: weight(c.hidden_size),
    };
  });
}

/** @see transformers/models/qwen3_next/configuration_qwen3_next.py Qwen3NextConfig */
export const qwen3Next = architecture({
  fields: {
    ...sharedFields,
    vocab_size: 151936,
    hidden_size: 2048,
    intermediate_size: 5632,
    num_hidden_layers: count(48),
    num_key_value_heads: 2,
    decoder_sparse_step: 1,
    moe_intermediate_size: 512,
    shared_expert_intermediate_size: 512,
    num_experts: 512,
    mlp_only_layers: integers(),
  },
  body: (c) => hybrid(c, fusedDeltaNet(c), sparseOrDense(c, routedAndShared(c))),
  heads: genericHeads("Qwen3Next", { question: "transformer" }),
});

/** @see transformers/models/qwen3_5/configuration_qwen3_5.py Qwen3_5TextConfig */
export const qwen35Text = architecture({
  fields: {
    ...sharedFields,
    vocab_size: 248320,
    hidden_size: 4096,
    intermediate_size: 12288,
    num_hidden_layers: count(32),
    num_key_value_heads: 4,
  },
  body: (c) => {
    const mlp = gated(c.hidden_size, c.intermediate_size, c.hidden_act);
    return hybrid(c, splitDeltaNet(c), () => mlp);
  },
  heads: {
    Qwen3_5TextModel: bare,
    Qwen3_5ForCausalLM: languageHead(),
    Qwen3_5TextForSequenceClassification: sequenceHead(),
    Qwen3_5ForTokenClassification: tokenHead(),
  },
});

/** @see transformers/models/qwen3_5_moe/configuration_qwen3_5_moe.py Qwen3_5MoeTextConfig */
export const qwen35MoeText = architecture({
  fields: {
    ...sharedFields,
    vocab_size: 248320,
    hidden_size: 2048,
    num_hidden_layers: count(40),
    num_key_value_heads: 2,
    moe_intermediate_size: 512,
    shared_expert_intermediate_size: 512,
    num_experts: 256,
  },
  body: (c) => {
    const mlp = routedAndShared(c);
    return hybrid(c, splitDeltaNet(c), () => mlp);
  },
  heads: { Qwen3_5MoeTextModel: bare, Qwen3_5MoeForCausalLM: languageHead() },
});
