import { bare } from "../head.ts";
import type { Base, Head } from "../model-class.ts";
import { activation, type Block, layerNorm, linear, when } from "../module-part.ts";

/** Attention as BART cuts it, and those that follow: full width, the key first. */
export function attention(
  width: number,
  { bias = true, keyBias = bias }: { readonly bias?: boolean; readonly keyBias?: boolean } = {},
) {
  const project = linear(width, width, bias);
  return {
    k_proj: linear(width, width, keyBias),
    v_proj: project,
    q_proj: project,
    out_proj: project,
  };
}

/** A layer that reads the source. */
export function encoderLayer(width: number, inner: number, act: string, attn: Block): Block {
  return {
    self_attn: attn,
    self_attn_layer_norm: layerNorm(width),
    activation_fn: activation(act),
    ...feedForward(width, inner),
  };
}

/** A layer that writes the target and, in `encoder_attn`, looks at the source. */
export function decoderLayer(
  width: number,
  inner: number,
  act: string,
  attn: Block,
  { isCross = true }: { readonly isCross?: boolean } = {},
) {
  const cross = { encoder_attn: attn, encoder_attn_layer_norm: layerNorm(width) };
  return {
    self_attn: attn,
    activation_fn: activation(act),
    self_attn_layer_norm: layerNorm(width),
    ...when(isCross, cross),
    ...feedForward(width, inner),
  };
}

const feedForward = (width: number, inner: number) => ({
  fc1: linear(width, inner),
  fc2: linear(inner, width),
  final_layer_norm: layerNorm(width),
});

/** A base of which only some modules are made. Ties of the others are none. */
export function only(head: Head, ...names: readonly string[]): Head {
  return (base) => {
    const kept = Object.entries(base.root as Block).filter(([name]) => names.includes(name));
    return head({ ...base, root: Object.fromEntries(kept) });
  };
}

/** A class that holds the base's modules itself, not under a name, and others beside them. */
export function flat(beside: (base: Base) => Block): Head {
  return (base) => ({ ...bare(base), root: { ...(base.root as Block), ...beside(base) } });
}
