import { adapterFileSize } from "./file-size.ts";
import type { Plan } from "./plan-types.ts";
import { areBuffers, methodOf } from "./quantization.ts";

/** An optimiser, by the bytes it keeps for each trained parameter. */
export type Optimizer = keyof typeof stateBytes;

/** Bytes of state for each trained parameter of four bytes. */
const stateBytes = {
  /** Two moments in float32. */
  adamw: 8,
  /** Two moments of a byte each; bitsandbytes keeps tensors below 4,096 numbers in float32. */
  "adamw-8bit": 2,
  /** One moment. */
  sgd: 0,
  "sgd-momentum": 4,
  /** Sums over rows and columns instead of second moments: close to nothing. */
  adafactor: 0.1,
} as const;

export interface MemoryOptions {
  /** Default: `"adamw"`. */
  readonly optimizer?: Optimizer;
  /** Sequences that a device works on at once. With it and the two below, activations are estimated. */
  readonly batchSize?: number;
  /** Tokens of a sequence. */
  readonly sequenceLength?: number;
  /** `hidden_size` of the model. */
  readonly hiddenSize?: number;
  /** Whether activations are computed again in the backward pass. Default: true. */
  readonly gradientCheckpointing?: boolean;
}

/** A part of the memory, in bytes, with the arithmetic behind it. */
export interface MemoryPart {
  readonly part: "weights" | "adapter" | "gradients" | "optimizer" | "activations";
  readonly bytes: number;
  readonly formula: string;
  /** Whether it is exact, or an estimate that depends on kernels and the framework. */
  readonly isEstimate: boolean;
}

/** What training needs. */
export interface TrainingMemory {
  readonly parts: readonly MemoryPart[];
  readonly bytes: number;
  /** The saved adapter, on disk. */
  readonly fileBytes: number;
}

/** Bytes for each weight of the base model; a weight of 4 bits has constants beside it. */
const weightBytes: Readonly<Record<string, number>> = {
  float32: 4,
  float16: 2,
  bfloat16: 2,
  "bitsandbytes-8bit": 1,
  "bitsandbytes-4bit": 0.5 + 4 / 64,
  fp8: 1,
  gptq: 0.5 + 4 / 128,
  awq: 0.5 + 4 / 128,
};

/**
 * The memory of training, part by part: exact for weights, adapter, gradients and optimiser, and an
 * estimate for activations where the sizes for it are given.
 *
 * @param plan the plan of the adapter; its `base` says how the weights are stored.
 * @returns bytes with the formula of each part.
 * @example
 * ```ts
 * trainingMemory(plan, { optimizer: "adamw-8bit" }).parts.map(({ part, bytes }) => [part, bytes]);
 * ```
 */
export function trainingMemory(plan: Plan, options: MemoryOptions = {}): TrainingMemory {
  const { optimizer = "adamw" } = options;
  const added = plan.total - plan.baseParameters;
  const whole = plan.fullyTrained.reduce(
    (sum, one) => sum + (one.rows === null ? one.parameters : 0),
    0,
  );
  const each = weightBytes[plan.base.dtype] ?? 2;
  const parts = [
    weightsPart(plan),
    mixed("adapter", added - whole, whole, each, "parameters of the adapter"),
    mixed("gradients", plan.trainable - whole, whole, each, "trained parameters of the adapter"),
    // The moments have the dtype of their parameter; other states are counted in bytes.
    optimizer === "adamw" || optimizer === "sgd-momentum"
      ? mixed(
          "optimizer",
          plan.trainable - whole,
          whole,
          each,
          `trained parameters of the adapter × ${stateBytes[optimizer] / 4} (${optimizer})`,
          stateBytes[optimizer] / 4,
        )
      : exact(
          "optimizer",
          plan.trainable,
          stateBytes[optimizer],
          `trained parameters × ${stateBytes[optimizer]} bytes (${optimizer})`,
        ),
    ...activations(plan, options),
  ];
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  return { parts, bytes, fileBytes: adapterFileSize(plan).bytes };
}

function exact(part: MemoryPart["part"], count: number, each: number, words: string): MemoryPart {
  return { part, bytes: count * each, formula: `${count} ${words}`, isEstimate: false };
}

/** Numbers of the adapter, in float32, and of modules that are trained as a whole, in their own dtype. */
function mixed(
  part: MemoryPart["part"],
  adapter: number,
  whole: number,
  each: number,
  words: string,
  times = 1,
): MemoryPart {
  const more = whole === 0 ? "" : ` + ${whole} of fully trained modules × ${each} bytes`;
  return {
    part,
    bytes: (adapter * 4 + whole * each) * times,
    formula: `${adapter} ${words} × 4 bytes (float32)${more}`,
    isEstimate: false,
  };
}

/**
 * The base model. Only Linear layers are quantised: embeddings, norms, convolutions and experts that
 * are parameters keep the dtype of the model.
 */
function weightsPart(plan: Plan): MemoryPart {
  const { dtype, quantization } = plan.base;
  const method = methodOf(quantization);
  const dense = weightBytes[dtype] ?? 2;
  const packed = method === undefined ? undefined : weightBytes[method];
  const { quantizable } = plan;
  // Weights that are buffers are not among the parameters.
  const all = plan.baseParameters + (areBuffers(quantization) ? quantizable : 0);
  if (packed === undefined) {
    return exact("weights", all, dense, `parameters of the base model × ${dense} bytes (${dtype})`);
  }
  return {
    part: "weights",
    bytes: quantizable * packed + (all - quantizable) * dense,
    formula: `${quantizable} weights of Linear layers × ${packed} bytes (${method}) + ${all - quantizable} others × ${dense} bytes (${dtype})`,
    isEstimate: true,
  };
}

/** Bytes that a layer keeps for the backward pass, for each token and unit of the hidden size. */
const KEPT = 34;

function activations(plan: Plan, options: MemoryOptions): readonly MemoryPart[] {
  const { batchSize, sequenceLength, hiddenSize, gradientCheckpointing = true } = options;
  if (batchSize === undefined || sequenceLength === undefined || hiddenSize === undefined)
    return [];
  const layers = Math.max(1, ...plan.targets.map((use) => (use.layers.at(-1) ?? 0) + 1));
  const tokens = batchSize * sequenceLength;
  const each = gradientCheckpointing ? 2 * layers + KEPT : KEPT * layers;
  return [
    {
      part: "activations",
      bytes: tokens * hiddenSize * each,
      formula: gradientCheckpointing
        ? `${tokens} tokens × ${hiddenSize} × (2 bytes × ${layers} layers + ${KEPT} bytes of one layer)`
        : `${tokens} tokens × ${hiddenSize} × ${KEPT} bytes × ${layers} layers`,
      isEstimate: true,
    },
  ];
}
