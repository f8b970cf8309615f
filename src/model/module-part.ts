import type { ModuleKind, Parameters, Shape } from "./tree.ts";

/**
 * The words in which an architecture is written. Each makes a part: a module with what it holds. A
 * plain object is a module that only holds others, so `{}` is an activation, a dropout or a rotary
 * embedding: PEFT cannot adapt it, but its name can be matched.
 */
export class Part {
  readonly kind: ModuleKind | null;
  readonly parameters: Parameters;
  readonly children: Block | Repeated;
  readonly groups: number | undefined;

  constructor(
    parameters: Parameters,
    kind: ModuleKind | null = null,
    children: Block | Repeated = {},
    groups?: number,
  ) {
    this.kind = kind;
    this.parameters = parameters;
    this.children = children;
    this.groups = groups;
  }
}

/** Modules by name, in the order in which the model's constructor assigns them. */
export interface Block {
  readonly [name: string]: Part | Block;
}

/** Modules `0` to `count - 1`, made one by one, so that an absurd count costs nothing. */
export class Repeated {
  readonly count: number;
  readonly at: (index: number) => Part | Block;

  constructor(count: number, at: (index: number) => Part | Block) {
    this.count = count;
    this.at = at;
  }
}

const NOTHING: Parameters = {};

/** torch's `nn.Linear(input, output)`. */
export function linear(input: number, output: number, hasBias = true): Part {
  return new Part(weightAndBias([output, input], hasBias && [output]), "Linear");
}

/** GPT-2's `Conv1D`: a linear layer whose weight is transposed. Note the order of its arguments. */
export function conv1d(output: number, input: number): Part {
  return new Part({ weight: [input, output], bias: [output] }, "Conv1D");
}

/** torch's `nn.Embedding`. */
export function embedding(rows: number, width: number): Part {
  return new Part({ weight: [rows, width] }, "Embedding");
}

/** torch's `nn.Conv1d`, `nn.Conv2d` or `nn.Conv3d`, by the length of the kernel. */
export function convolution(
  input: number,
  output: number,
  kernel: Shape,
  { bias = true, groups = 1 }: { readonly bias?: boolean; readonly groups?: number } = {},
): Part {
  const kinds = ["Conv1d", "Conv2d", "Conv3d"] as const;
  const weight = [output, Math.floor(input / groups), ...kernel];
  const kind = kinds[kernel.length - 1] ?? null;
  return new Part(weightAndBias(weight, bias && [output]), kind, {}, groups);
}

/** A norm without a bias, such as RMSNorm. */
export function weight(...shape: Shape): Part {
  return new Part({ weight: shape });
}

/** torch's `nn.LayerNorm`. */
export function layerNorm(width: number, hasBias = true): Part {
  return new Part(weightAndBias([width], hasBias && [width]));
}

/** A module with parameters of its own, and perhaps modules below. */
export function parameters(own: Parameters, children: Block = {}): Part {
  return new Part(own, null, children);
}

/** torch's `nn.ModuleList` of modules made alike, or each after its index. */
export function list(count: number, at: (index: number) => Part | Block): Part {
  return new Part(NOTHING, null, new Repeated(count, at));
}

/** torch's `nn.ModuleList` or `nn.Sequential` of modules that differ. */
export function sequence(...parts: readonly (Part | Block)[]): Part {
  return list(parts.length, (index) => parts[index] ?? {});
}

/** Entries that a model has only under a condition, to be spread into a block or parameters. */
export function when<T extends object>(condition: boolean | null, entries: T): Partial<T> {
  return condition ? entries : {};
}

/**
 * What `ACT2FN[name]` makes. Two of its activations have parameters.
 *
 * @see transformers/activations.py ACT2CLS
 */
export function activation(name: string): Part | Block {
  if (name === "prelu") return weight(1);
  return name === "xielu" ? parameters({ alpha_p: [1], alpha_n: [1] }) : {};
}

/** An entry of a list that has one for each layer. A list that is too short makes no shape. */
export function sizeAt(sizes: Shape, index: number): number {
  return sizes.at(index) ?? Number.NaN;
}

function weightAndBias(shape: Shape, bias: Shape | false): Parameters {
  return bias ? { weight: shape, bias } : { weight: shape };
}
