import type { Field } from "../config-key.ts";
import type { Head } from "../model-class.ts";
import { activation, type Block, layerNorm, linear, Part } from "../module-part.ts";
import { attention } from "./seq2seq.ts";

/** Height and width, or one number for both. */
export type Sides = number | readonly number[];

/** A key with {@link Sides}. */
export function sides(value: number): Field<Sides> {
  const accepts = (given: unknown) =>
    Number.isInteger(given) ||
    (Array.isArray(given) && given.length === 2 && given.every(Number.isInteger));
  return { expected: "an integer or two", accepts, default: value };
}

export function pair(given: Sides): readonly [number, number] {
  if (typeof given === "number") return [given, given];
  const [height = 0, width = height] = given;
  return [height, width];
}

/** How many patches cover an image, without the rest at its edges. */
export function patches(image: Sides, patch: Sides): number {
  const [[height, width], [tall, wide]] = [pair(image), pair(patch)];
  return Math.floor(height / tall) * Math.floor(width / wide);
}

/** A feed-forward network as vision models have it. */
export function mlp(width: number, inner: number, act: string) {
  return {
    activation_fn: activation(act),
    fc1: linear(width, inner),
    fc2: linear(inner, width),
  };
}

/** The keys of a layer of CLIP. */
export interface LayerKeys {
  readonly hidden_size: number;
  readonly intermediate_size: number;
  readonly hidden_act: string;
}

/** The parts of a layer of CLIP, which its relatives put in other orders. */
export function layerParts({ hidden_size: width, intermediate_size, hidden_act }: LayerKeys) {
  return {
    self_attn: attention(width),
    mlp: mlp(width, intermediate_size, hidden_act),
    layer_norm1: layerNorm(width),
    layer_norm2: layerNorm(width),
  };
}

/** torch's `nn.MultiheadAttention` over one width. */
export function multiheadAttention(width: number): Part {
  const projections = { in_proj_weight: [3 * width, width], in_proj_bias: [3 * width] };
  return new Part(projections, "MultiheadAttention", { out_proj: linear(width, width) });
}

/** The vision tower of a model that also reads, and a classifier. */
export function imageHead(input: string | null): Head {
  return ({ root, width, labels }) => {
    const { vision_model = {} } = (root instanceof Part ? root.children : root) as Block;
    const classifier = linear(width, labels);
    return { root: { vision_model, classifier }, ties: [], input, output: null };
  };
}
