import { tableIndex } from "../config/table.ts";
import type { AdaLoraConfig, LoraConfig } from "../config/types.ts";
import { loraFields } from "../field/lora.ts";
import { check } from "../finding/check.ts";
import type { Diagnostic, FindingData, Path } from "../finding/diagnostic.ts";
import { toDiagnostic } from "../finding/finding.ts";
import type { CodeFacts, PeftConfig } from "../finding/rule.ts";
import { elementSize, isElementType } from "./element.ts";
import { firstKey } from "./first-key.ts";
import { obstaclesOf } from "./obstacle.ts";
import type { TensorHeader, TensorOperation } from "./operation.ts";
import { portFeature, portRank, portTensors } from "./port-facts.ts";

/** What is known of the engine that the adapter is for. */
export interface PortOptions {
  /** The ranks that it takes, in ascending order. Default: any. */
  readonly ranks?: readonly number[] | undefined;
}

/** An adapter as plain LoRA: its config, and how its tensors come from those of the adapter. */
export interface PortableAdapter {
  readonly ok: true;
  /** One rank, an alpha equal to it, no patterns: the scaling is 1 for every engine. */
  readonly config: LoraConfig;
  readonly operations: readonly TensorOperation[];
}

/** A portable adapter, or why there is none. */
export type PortResult =
  | PortableAdapter
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * The plain LoRA that does exactly what an adapter does: each module's scaling is folded into its B,
 * every rank is padded with zeros to one, and AdaLoRA's singular values are multiplied in.
 *
 * @param config The adapter's config.
 * @param header The header of its adapter_model.safetensors.
 * @param options What the engine takes. Default: any rank.
 * @returns The config and the operations on tensors, or the reasons why no plain LoRA does the same.
 * @example
 * ```ts
 * const name = "base_model.model.q_proj.lora_";
 * const result = portableAdapter(loraConfig({ r: 4, useRslora: true, targetModules: ["q_proj"] }), {
 *   [`${name}A.weight`]: { dtype: "F32", shape: [4, 64] },
 *   [`${name}B.weight`]: { dtype: "F32", shape: [64, 4] },
 * });
 * result.ok && result.operations[1]?.scale; // 4
 * ```
 * @see peft/tuners/lora/layer.py LoraLayer.update_layer, peft/tuners/adalora/layer.py SVDLinear
 */
export function portableAdapter(
  config: PeftConfig,
  header: TensorHeader,
  options: PortOptions = {},
): PortResult {
  const lora = loraOf(config);
  const obstacles = obstaclesOf(lora);
  if (obstacles.length > 0) {
    return refuse(
      obstacles.map(([field, reason, remedy]) => finding(portFeature, [field], { reason, remedy })),
    );
  }
  try {
    const modules = modulesOf(header, config.peftType === "ADALORA");
    const largest = Math.max(1, ...modules.map(({ a }) => a.shape[0] ?? 0));
    const rank = options.ranks?.find((one) => one >= largest) ?? largest;
    const top = options.ranks?.at(-1) ?? rank;
    if (rank > top) return refuse([finding(portRank, [], { rank, largest: top })]);
    const scaleOf = scalings(config);
    const operations = modules.flatMap((module) => portModule(module, rank, scaleOf));
    return {
      ok: true,
      config: plainConfig(lora, rank, modules),
      operations: [...operations, ...copies(header)],
    };
  } catch (error) {
    if (!(error instanceof Misfit)) throw error;
    return refuse([finding(portTensors, [], { tensor: error.tensor, problem: error.message })]);
  }
}

/** A tensor that does not fit the config, or the others. Only this file throws and catches it. */
class Misfit extends Error {
  readonly tensor: string;
  constructor(tensor: string, message: string) {
    super(message);
    this.tensor = tensor;
  }
}

const refuse = (diagnostics: readonly Diagnostic[]): PortResult => ({ ok: false, diagnostics });

function finding<Data extends FindingData>(facts: CodeFacts<Data>, path: Path, data: Data) {
  const peftPath = path.map(
    (key) => tableIndex(loraFields).byName.typescript.get(String(key))?.peft ?? key,
  );
  return toDiagnostic({ facts, path, data }, peftPath, {
    language: "typescript",
    strictness: "written",
  });
}

/** The fields of LoRA in a config of either class. */
function loraOf(config: PeftConfig): LoraConfig {
  if (config.peftType === "LORA") return config;
  const known = Object.entries(config).filter(([name]) => name in loraFields);
  const { defaults } = tableIndex(loraFields);
  const given = Object.fromEntries(known) as Partial<LoraConfig>;
  // AdaLoRA reads neither of the two, and its rankPattern says what pruning left.
  const ignored = { rankPattern: {}, alphaPattern: {}, useRslora: false };
  return { ...(defaults as unknown as LoraConfig), ...given, ...ignored, peftType: "LORA" };
}

interface Tensor {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
}

/** The tensors of one adapted module. */
interface Module {
  readonly name: string;
  readonly a: Tensor;
  readonly b: Tensor;
  /** AdaLoRA's singular values. */
  readonly e: Tensor | null;
}

const PREFIX = "base_model.model.";
/** A, B or E of a layer. AdaLoRA and embeddings have no ".weight" at the end. */
const PART = /^base_model\.model\.(.+)\.lora_(?:embedding_)?([ABE])(?:\.weight)?$/;
/** What is saved besides and means the same in any adapter: the base weights of adapted embeddings. */
const BESIDE = /\.base_layer\.weight$/;

function listTensors(header: TensorHeader): readonly Tensor[] {
  return Object.entries(header).flatMap(([name, tensor]) =>
    tensor === undefined || name === "__metadata__" ? [] : [{ name, ...tensor }],
  );
}

function modulesOf(header: TensorHeader, isAdaLora: boolean): readonly Module[] {
  const parts = new Map<string, Partial<Record<string, Tensor>>>();
  for (const tensor of listTensors(header)) {
    const [, name = "", part = ""] = PART.exec(tensor.name) ?? [];
    if (part === "" && !BESIDE.test(tensor.name)) {
      throw new Misfit(tensor.name, "it is not a part of a plain LoRA");
    }
    if (part === "") continue;
    if (name.endsWith(".base_layer")) throw new Misfit(tensor.name, "it adapts a parameter");
    parts.set(name, { ...parts.get(name), [part]: tensor });
  }
  return [...parts].map(([name, { A: a, B: b, E: e = null }]) => {
    const tensor = `${PREFIX}${name}`;
    if (a === undefined || b === undefined)
      throw new Misfit(tensor, "it has no lora_A or no lora_B");
    if (isAdaLora !== (e !== null))
      throw new Misfit(tensor, "lora_E belongs to AdaLoRA, and to it only");
    if (a.shape[0] !== b.shape[1])
      throw new Misfit(tensor, "the ranks of lora_A and lora_B differ");
    if (e !== null && e.shape[0] !== a.shape[0])
      throw new Misfit(tensor, "lora_E has another rank");
    return { name, a, b, e };
  });
}

/** The factor of each module, after its rank has been held against the config. */
type ScaleOf = (module: Module) => number;

function scalings(config: PeftConfig): ScaleOf {
  if (config.peftType === "ADALORA") {
    const { loraAlpha, initR } = config as AdaLoraConfig;
    return () => loraAlpha / (initR + 1e-5);
  }
  const { r, loraAlpha, useRslora, rankPattern, alphaPattern } = config;
  const rankKey = firstKey(Object.keys(rankPattern));
  const alphaKey = firstKey(Object.keys(alphaPattern));
  return ({ name, a }) => {
    try {
      const rank = rankPattern[rankKey(name) ?? ""] ?? r;
      if (rank !== a.shape[0])
        throw new Misfit(a.name, `its rank is not ${rank}, as the config says`);
      const alpha = alphaPattern[alphaKey(name) ?? ""] ?? loraAlpha;
      return alpha / (useRslora ? Math.sqrt(rank) : rank);
    } catch (error) {
      throw error instanceof RangeError ? new Misfit(a.name, error.message) : error;
    }
  };
}

function portModule(module: Module, rank: number, scaleOf: ScaleOf): readonly TensorOperation[] {
  const { a, b, e } = module;
  const scale = scaleOf(module);
  const to = ({ name }: Tensor) => (e === null ? name : `${name}.weight`);
  const padAt = (shape: readonly number[], axis: number) => shape.with(axis, rank);
  const make = (tensor: Tensor, axis: number, by: Pick<TensorOperation, "scale" | "columns">) => ({
    from: tensor.name,
    to: to(tensor),
    dtype: typeOf(tensor),
    shape: tensor.shape,
    padded: padAt(tensor.shape, axis),
    ...by,
  });
  return [make(a, 0, { scale: 1, columns: null }), make(b, 1, { scale, columns: e?.name ?? null })];
}

function typeOf({ name, dtype }: Tensor) {
  if (!isElementType(dtype)) throw new Misfit(name, `its type is ${dtype}, not F32, F16 or BF16`);
  return dtype;
}

const copies = (header: TensorHeader): readonly TensorOperation[] =>
  listTensors(header)
    .filter(({ name }) => BESIDE.test(name))
    .map((tensor) => ({
      from: tensor.name,
      to: tensor.name,
      dtype: typeOf(tensor),
      shape: tensor.shape,
      padded: tensor.shape,
      scale: 1,
      columns: null,
    }));

function plainConfig(lora: LoraConfig, rank: number, modules: readonly Module[]): LoraConfig {
  const result = check({
    ...lora,
    targetModules: lora.targetModules ?? modules.map(({ name }) => name),
    r: rank,
    loraAlpha: rank,
    useRslora: false,
    rankPattern: {},
    alphaPattern: {},
    initLoraWeights: true,
    loftqConfig: {},
    evaConfig: null,
    veloraConfig: null,
  });
  if (!result.ok) throw new Misfit(PREFIX, result.diagnostics[0]?.message ?? "");
  return result.config as LoraConfig;
}

/** How many bytes the tensors of an operation have, before and after. */
export const operationBytes = ({ dtype, shape, padded }: TensorOperation) => {
  const count = (sizes: readonly number[]) => sizes.reduce((product, size) => product * size, 1);
  return { from: count(shape) * elementSize(dtype), to: count(padded) * elementSize(dtype) };
};
