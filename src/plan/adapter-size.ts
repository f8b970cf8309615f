import type { LoraConfig } from "../config/types.ts";
import type { ModuleKind, Shape, TreeModule } from "../model/tree.ts";
import { variantsOf } from "./lora-variant.ts";
import type { BaseModel, Request } from "./request.ts";

/** How many parameters an adapter puts at a module. */
export interface AdapterSize {
  /** Those that are trained. */
  readonly trainable: number;
  /** Those that are not: MiCA's B, and AdaLoRA's ranknum in some cases. */
  readonly frozen: number;
  /**
   * Those that are trained although the adapter is frozen for inference: casting to float32 makes some
   * of PEFT's parameters anew.
   */
  readonly thawed: number;
}

/** The sides of a module's weight as LoRA sees them. */
export interface Sides {
  readonly inputs: number;
  readonly outputs: number;
  /** The product of a kernel's sizes. */
  readonly kernel: number;
  readonly groups: number;
}

/** The product of a shape: how many numbers a parameter holds. */
export const numel = (shape: Shape): number => shape.reduce((product, side) => product * side, 1);

/**
 * The sides of a module that PEFT can adapt; undefined where its parameters do not tell.
 *
 * @see peft/tuners/tuners_utils.py _get_in_out_features
 */
export function sidesOf(module: TreeModule): Sides | undefined {
  const { kind, parameters, groups = 1 } = module;
  const shape = kind === "MultiheadAttention" ? parameters.in_proj_weight : parameters.weight;
  if (shape === undefined || kind === null) return undefined;
  const [first = 0, second = 0, ...rest] = shape;
  const [inputs, outputs] = isInputFirst(kind) ? [first, second] : [second, first];
  return { inputs: inputs * groups, outputs, kernel: numel(rest), groups };
}

/** Whether a weight has its inputs in the first dimension. */
const isInputFirst = (kind: ModuleKind): boolean => kind === "Conv1D" || kind === "Embedding";

/** The initialisations that leave no more rows than the weight has singular values. */
const CUT = new Set<unknown>(["pissa", "olora"]);

/**
 * The parameters of an adapter at a module of this rank.
 *
 * @see peft/tuners/lora/layer.py update_layer, peft/tuners/adalora/layer.py SVDLinear
 */
export function adapterSize(
  module: TreeModule,
  rank: number,
  request: Request,
  base: BaseModel,
): AdapterSize | undefined {
  const sides = sidesOf(module);
  if (sides === undefined) return undefined;
  if (request.isAdaLora) return singularSize(sides, rank, base);
  const config = request.config as LoraConfig;
  if (module.kind === "MultiheadAttention") {
    const { inputs: width } = sides;
    const bias = config.loraBias ? 4 * width : 0;
    return { trainable: rank * 6 * width + bias, frozen: 0, thawed: 0 };
  }
  return lowRankSize(module, sides, rank, config, base);
}

function lowRankSize(
  { name, kind }: TreeModule,
  { inputs, outputs, kernel, groups }: Sides,
  rank: number,
  config: LoraConfig,
  base: BaseModel,
): AdapterSize {
  const isLinear = kind === "Linear" || kind === "Conv1D";
  const isCut = isLinear && CUT.has(cutName(config.initLoraWeights));
  const rows = isCut ? Math.min(rank, inputs, outputs) : rank;
  let a = rows * inputs * kernel;
  let b = (outputs * rows) / groups;
  const { useBdlora } = config;
  if (isLinear && useBdlora !== null) {
    const { targetModulesBdA, targetModulesBdB, nblocks } = useBdlora;
    if (targetModulesBdA?.some((part) => name.includes(part))) a /= nblocks;
    else if (targetModulesBdB?.some((part) => name.includes(part))) b /= nblocks;
  }
  const bias = config.loraBias ? outputs : 0;
  const more = bias + variantSize(config, rank, outputs, base);
  let thawed = 0;
  if (isCast(base)) {
    if (kind === "Embedding") thawed = a + b;
    if (config.kasaConfig !== null) thawed += rank;
  }
  const isFrozen = config.initLoraWeights === "mica" && thawed === 0;
  if (isFrozen) return { trainable: a + bias, frozen: b, thawed };
  return { trainable: a + b + more, frozen: 0, thawed };
}

const cutName = (init: LoraConfig["initLoraWeights"]): unknown =>
  typeof init === "string" && init.toLowerCase() === "olora" ? "olora" : init;

/** What a variant adds to A and B. */
function variantSize(config: LoraConfig, rank: number, outputs: number, base: BaseModel): number {
  let size = 0;
  for (const variant of variantsOf(config)) {
    if (variant === "useDora") size += outputs;
    if (variant === "kasaConfig") size += rank;
    // On the meta device the sampler is made in the first forward pass.
    if (variant === "montecloraConfig" && base.device !== "meta") {
      size += rank + (config.montecloraConfig?.numSamples ?? 0);
    }
  }
  return size;
}

/** Whether PEFT casts the adapter to another dtype or moves it, and so makes its parameters anew. */
export const isCast = ({ dtype = "bfloat16" }: BaseModel): boolean => dtype !== "float32";

const isMoved = ({ device = "cuda" }: BaseModel): boolean => device !== "cpu";

/**
 * AdaLoRA's P, Lambda and Q, and the scalar `ranknum`. PEFT means to freeze that, but moving it to
 * another device or dtype makes a new parameter, which is trained.
 */
function singularSize({ inputs, outputs, kernel }: Sides, rank: number, base: BaseModel) {
  const size = rank * (inputs * kernel + outputs + 1);
  if (isCast(base)) return { trainable: size + 1, frozen: 0, thawed: size + 1 };
  return isMoved(base)
    ? { trainable: size + 1, frozen: 0, thawed: 0 }
    : { trainable: size, frozen: 1, thawed: 0 };
}

/** The parameters of an adapter at a parameter: a matrix, or one matrix for each expert. */
export function parameterSize(shape: Shape, rank: number): number | undefined {
  const [first = 0, second = 0, third] = shape;
  if (shape.length === 2) return rank * (first + second);
  if (shape.length === 3 && third !== undefined) return first * rank * (second + third);
  return undefined;
}
