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

/** The keys that attention with grouped heads is cut by. */
export interface AttentionKeys {
  readonly hidden_size: number;
  readonly num_attention_heads: number;
  readonly num_key_value_heads: number;
  readonly head_dim: number;
}

/** Four projections, as Llama has them. A bias may be left to the first three. */
export function attention(
  keys: AttentionKeys,
  {
    bias = false,
    outputBias = bias,
  }: { readonly bias?: boolean; readonly outputBias?: boolean } = {},
) {
  const { hidden_size: width, head_dim } = keys;
  const queries = keys.num_attention_heads * head_dim;
  const values = keys.num_key_value_heads * head_dim;
  return {
    q_proj: linear(width, queries, bias),
    k_proj: linear(width, values, bias),
    v_proj: linear(width, values, bias),
    o_proj: linear(queries, width, outputBias),
  };
}

/** Norms of queries and keys, over each head unless a width for the keys says otherwise. */
export function headNorms(queries: number, keys = queries) {
  return { q_norm: weight(queries), k_norm: weight(keys) };
}

/** A gated feed-forward network: SwiGLU and the like. */
export function gated(width: number, inner: number, act: string, bias = false) {
  return {
    gate_proj: linear(width, inner, bias),
    up_proj: linear(width, inner, bias),
    down_proj: linear(inner, width, bias),
    act_fn: activation(act),
  };
}

/** A feed-forward network without a gate. */
export function ungated(width: number, inner: number, act: string, bias = false) {
  return {
    up_proj: linear(width, inner, bias),
    down_proj: linear(inner, width, bias),
    act_fn: activation(act),
  };
}

/** A gated feed-forward network with gate and input in one projection. */
export function fusedGated(width: number, inner: number, act: string) {
  return {
    gate_up_proj: linear(width, 2 * inner, false),
    down_proj: linear(inner, width, false),
    activation_fn: activation(act),
  };
}

/** Experts as transformers 5 holds them: all in two parameters, which PEFT reaches by name. */
export function experts(number: number, width: number, inner: number, act: string): Part {
  return parameters(
    { gate_up_proj: [number, 2 * inner, width], down_proj: [number, width, inner] },
    { act_fn: activation(act) },
  );
}

/** The keys of a stack of layers between an embedding and a norm. */
export interface StackKeys {
  readonly vocab_size: number;
  readonly hidden_size: number;
  readonly num_hidden_layers: number;
}

/** The stack that nearly all decoders are. */
export function decoder(keys: StackKeys, layer: (index: number) => Part | Block) {
  return {
    embed_tokens: embedding(keys.vocab_size, keys.hidden_size),
    layers: list(keys.num_hidden_layers, layer),
    norm: weight(keys.hidden_size),
    rotary_emb: {},
  };
}

/**
 * A layer's type by today's name.
 *
 * @see transformers/configuration_utils.py remap_legacy_layer_types
 */
export function layerType(name: string | undefined): string | undefined {
  if (name === "attention") return "full_attention";
  return name === "mamba" ? "linear_attention" : name;
}

/** A layer that normalises before attention and before the feed-forward network. */
export function preNorm(width: number, self_attn: Part | Block, mlp: Part | Block) {
  return {
    self_attn,
    mlp,
    input_layernorm: weight(width),
    post_attention_layernorm: weight(width),
  };
}

/** A layer that normalises what attention and the feed-forward network give. */
export function postNorm(width: number, self_attn: Part | Block, mlp: Part | Block) {
  return {
    self_attn,
    mlp,
    post_attention_layernorm: weight(width),
    post_feedforward_layernorm: weight(width),
  };
}

/** The keys of a decoder with the same feed-forward network in each layer. */
export interface DenseKeys extends StackKeys {
  readonly intermediate_size: number;
  readonly hidden_act: string;
}

/** The decoder that Llama and most after it are, but for their attention. */
export function dense(keys: DenseKeys, self_attn: Part | Block, hasBias = false) {
  const { hidden_size: width } = keys;
  const mlp = gated(width, keys.intermediate_size, keys.hidden_act, hasBias);
  return decoder(keys, () => preNorm(width, self_attn, mlp));
}
