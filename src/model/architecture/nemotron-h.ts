import { architecture } from "../blueprint.ts";
import {
  activationName,
  type Completed,
  count,
  type Field,
  optional,
  sameAs,
} from "../config-key.ts";
import { causalHeads } from "../head.ts";
import {
  activation,
  type Block,
  embedding,
  linear,
  list,
  type Part,
  parameters,
  weight,
} from "../module-part.ts";
import { attention, layerType, ungated } from "./decoder-layers.ts";
import { mixer } from "./state-space.ts";

/** The letters of `hybrid_override_pattern`, one for each layer, and what they say. */
const LETTERS: ReadonlyMap<string, string> = new Map([
  ["M", "linear_attention"],
  ["E", "moe"],
  ["*", "full_attention"],
  ["-", "mlp"],
]);

const pattern: Field<string | null> = {
  expected: "letters of M, E, * and -",
  accepts: (value) =>
    typeof value === "string" && value.length <= 4096 && [...value].every((at) => LETTERS.has(at)),
  default: null,
  rule: () => null,
};

const KINDS = [...LETTERS.values()];

const isKind = (name: unknown) => typeof name === "string" && KINDS.includes(layerType(name) ?? "");

/** What each layer does, which may be said in letters. */
const blocks: Field<readonly string[]> = {
  expected: `a list of ${KINDS.join(", ")}`,
  accepts: (list) => Array.isArray(list) && list.length <= 4096 && list.every(isKind),
  default: null,
  rule: ({ hybrid_override_pattern: letters }) =>
    typeof letters === "string"
      ? [...letters].map((at) => LETTERS.get(at) ?? at)
      : ["linear_attention", "moe", "full_attention", "mlp"],
};

/** @see transformers/models/nemotron_h/configuration_nemotron_h.py NemotronHConfig */
const nemotronHFields = {
  vocab_size: 131072,
  hidden_size: 4096,
  hybrid_override_pattern: pattern,
  layers_block_type: blocks,
  tie_word_embeddings: false,
  num_attention_heads: 32,
  num_key_value_heads: sameAs("num_attention_heads", 8),
  head_dim: 128,
  intermediate_size: 21504,
  mlp_hidden_act: activationName("relu2"),
  mlp_bias: false,
  ssm_state_size: 128,
  mamba_num_heads: 128,
  mamba_head_dim: 64,
  mamba_hidden_act: activationName("silu"),
  n_groups: 8,
  conv_kernel: 4,
  use_conv_bias: true,
  n_routed_experts: count(8),
  moe_intermediate_size: 7688,
  moe_shared_expert_intermediate_size: 7688,
  moe_latent_size: optional(null),
  use_bias: false,
};

type Keys = Completed<typeof nemotronHFields>;

const mlp = (c: Keys, inner: number) => ungated(c.hidden_size, inner, c.mlp_hidden_act, c.mlp_bias);

/** Experts without a gate, which may work on a narrower state than the rest. */
function experts(c: Keys): Block {
  const { hidden_size: width, moe_latent_size: latent, n_routed_experts: number } = c;
  const [input, inner] = [latent ?? width, c.moe_intermediate_size];
  return {
    experts: parameters(
      { up_proj: [number, inner, input], down_proj: [number, input, inner] },
      { act_fn: activation(c.mlp_hidden_act) },
    ),
    gate: weight(number, width),
    shared_experts: mlp(c, c.moe_shared_expert_intermediate_size || c.intermediate_size),
    fc1_latent_proj: latent === null ? {} : linear(width, latent, c.mlp_bias),
    fc2_latent_proj: latent === null ? {} : linear(latent, width, c.mlp_bias),
  };
}

/** A layer does one thing: what the list says. */
function mixers(c: Keys): ReadonlyMap<string, Part | Block> {
  const sizes = {
    width: c.hidden_size,
    inner: c.mamba_num_heads * c.mamba_head_dim,
    heads: c.mamba_num_heads,
    groups: c.n_groups,
    state: c.ssm_state_size,
    kernel: c.conv_kernel,
  };
  const options = {
    act: c.mamba_hidden_act,
    convolutionBias: c.use_conv_bias,
    inputBias: c.use_bias,
    outputBias: c.use_bias,
  };
  return new Map<string, Part | Block>([
    ["linear_attention", mixer(sizes, options)],
    ["moe", experts(c)],
    ["full_attention", attention(c)],
    ["mlp", mlp(c, c.intermediate_size)],
  ]);
}

export const nemotronH = architecture({
  fields: nemotronHFields,
  aliases: {
    layer_types: "layers_block_type",
    num_local_experts: "n_routed_experts",
    mamba_n_groups: "n_groups",
    mamba_d_conv: "conv_kernel",
    mamba_conv_bias: "use_conv_bias",
  },
  body: (c) => {
    const known = mixers(c);
    const types = c.layers_block_type.map((name) => layerType(name) ?? "");
    return {
      embeddings: embedding(c.vocab_size, c.hidden_size),
      layers: list(types.length, (index) => ({
        norm: weight(c.hidden_size),
        mixer: known.get(types[index] ?? "") ?? {},
      })),
      norm_f: weight(c.hidden_size),
    };
  },
  // The class names no weights to tie, whatever the file says.
  about: () => ({ input: "embeddings", isTied: false }),
  heads: causalHeads("NemotronH"),
});
