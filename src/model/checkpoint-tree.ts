import { deducedKind, isUncertain, namesEmbedding } from "./checkpoint-kind.ts";
import { type TreeDifference, verifyTree } from "./checkpoint-match.ts";
import { type Config, isObject } from "./config-key.ts";
import { type Conversion, conversionFor, isConvertedSomewhere } from "./conversion.ts";
import { MOST_MODULES } from "./grow.ts";
import { architectures } from "./listed.ts";
import { answered, moduleTree, type TreeOptions } from "./module-tree.ts";
import { invalid, type ModelProblem, Stop, tooLarge } from "./problem.ts";
import { checkedHeader, type StoredTensor } from "./tensor-header.ts";
import type { ModuleTree, Shape, TreeModule } from "./tree.ts";

export interface CheckpointOptions extends TreeOptions {
  /** The parsed config.json of the model. With it the tree is verified. */
  readonly modelConfig?: unknown;
}

/** A tree, and where a checkpoint and its config.json differ; or the reasons why there is no tree. */
export type CheckpointResult =
  | {
      readonly ok: true;
      readonly tree: ModuleTree;
      /** Empty where they agree. Null where nothing was verified: no config, or no table for it. */
      readonly differences: readonly TreeDifference[] | null;
    }
  | { readonly ok: false; readonly problems: readonly ModelProblem[] };

/**
 * The modules of a base model from the headers of its checkpoint.
 *
 * A checkpoint has names and shapes of parameters, but no kinds: a weight of two dimensions is taken
 * for a Linear layer, or for an Embedding by its name. It may also be written otherwise than
 * transformers loads it, with experts apart, for example. `tree.uncertain` has the modules that
 * transformers may call, cut or shape otherwise. That depends on the model type: without
 * `modelConfig`, or with one without `model_type`, some renamings go unnoticed. A module whose parameters are all tied to others,
 * such as `lm_head`, is not in the file, and not in such a tree.
 *
 * With `modelConfig` of a type that `moduleTree` knows, the tree is the config's, with its kinds and
 * ties; `differences` has every tensor that does not fit it, and `tree.uncertain` their modules.
 *
 * @param headers What `readSafetensorsHeader` gives, its `header`, a list of headers of shards, or what
 *   `parseSafetensorsMetadata` of `@huggingface/hub` gives. Shapes are in elements, as PyTorch has them.
 * @returns The tree, or what is wrong with the headers or the config. Never throws on content.
 * @example
 * ```ts
 * const shape = [64, 32];
 * const result = treeFromSafetensors({ "layers.0.q_proj.weight": { dtype: "BF16", shape } });
 * if (result.ok) result.tree.modules.at(-1)?.kind; // "Linear"
 * ```
 */
export function treeFromSafetensors(
  headers: unknown,
  options: CheckpointOptions = {},
): CheckpointResult {
  const { modelConfig, ...treeOptions } = options;
  let differences: readonly TreeDifference[] | null = null;
  const result = answered(() => {
    const tensors = collectTensors(headers);
    const convert = conversionOf(modelConfig, treeOptions);
    if (modelConfig !== undefined) {
      const config = moduleTree(modelConfig, treeOptions);
      if (config.ok) {
        const verified = verifyTree(config.tree, tensors, convert);
        differences = verified.differences;
        return verified.tree;
      }
      // A type without a table, or a file without a class, leaves the checkpoint's own word.
      if (!config.problems.every(isGap)) throw new Stop(config.problems);
    }
    return deduceTree(tensors, convert, typeOf(modelConfig));
  });
  return result.ok ? { ...result, differences } : result;
}

const isGap = ({ code }: ModelProblem) => code === "model-unknown" || code === "model-undecided";

/** All tensors of the headers, whatever form they have. */
function collectTensors(headers: unknown): ReadonlyMap<string, StoredTensor> {
  const tensors = new Map<string, StoredTensor>();
  for (const [place, json] of headersIn(headers)) {
    for (const [name, tensor] of Object.entries(checkedHeader(json, place))) {
      if (tensors.has(name)) throw new Stop([invalid(place, "a name in one file only", name)]);
      tensors.set(name, tensor);
    }
    if (tensors.size > MOST_MODULES) throw new Stop([tooLarge(place, tensors.size, MOST_MODULES)]);
  }
  return tensors;
}

function headersIn(headers: unknown): readonly (readonly [(string | number)[], unknown])[] {
  if (Array.isArray(headers)) return headers.map((header, place) => [[place], header]);
  if (!isObject(headers)) return [[[], headers]];
  if (headers.ok === false || headers.ok === true || headers.sharded === false) {
    return [[["header"], headers.header]];
  }
  if (headers.sharded !== true) return [[[], headers]];
  const shards = headers.headers;
  if (!isObject(shards)) throw new Stop([invalid(["headers"], "an object", shards)]);
  return Object.entries(shards).map(([file, header]) => [["headers", file], header]);
}

function typeOf(config: unknown): string | null {
  const type = isObject(config) ? config.model_type : null;
  return typeof type === "string" ? type : null;
}

/** What becomes of a tensor on loading; without a model type, what may become of it with some type. */
function conversionOf(config: unknown, options: TreeOptions): (name: string) => Conversion {
  const modelType = typeOf(config);
  if (!isObject(config) || modelType === null) {
    return (name) => ({ names: [name], isConverted: isConvertedSomewhere(name) });
  }
  const known = Object.hasOwn(architectures, modelType) ? architectures[modelType] : undefined;
  const written: unknown = Array.isArray(config.architectures)
    ? config.architectures[0]
    : undefined;
  const head = options.head ?? (typeof written === "string" ? written : undefined);
  // Without a class it is taken for one with a head, not for the base, which comes first.
  const heads = head === undefined ? (known?.heads.slice(1) ?? []) : [head];
  return conversionFor({ heads, base: known?.heads[0], modelType, inner: innerTypes(config) });
}

/** A text, a picture, sound: no model has more kinds of models in it. */
const MOST_INNER_TYPES = 8;

/** The types of the models in the model: `text_config.model_type` and the like. */
function innerTypes(config: Config): string[] {
  const types = Object.values(config)
    .map(typeOf)
    .filter((type) => type !== null);
  return [...new Set(types)].slice(0, MOST_INNER_TYPES);
}

/** A module of the checkpoint while it is collected. */
interface Node {
  readonly children: Map<string, Node>;
  readonly parameters: [string, Shape][];
  isUncertain: boolean;
}

const emptyNode = (): Node => ({ children: new Map(), parameters: [], isUncertain: false });

/** The tree that the names and shapes of a checkpoint show by themselves. */
function deduceTree(
  tensors: ReadonlyMap<string, StoredTensor>,
  convert: (name: string) => Conversion,
  modelType: string | null,
): ModuleTree {
  const root = collectNodes(tensors, convert);
  const modules: TreeModule[] = [];
  const uncertain: string[] = [];
  visitNodes(root, "", (name, { parameters, isUncertain: isMarked }) => {
    const own = Object.fromEntries(parameters);
    const module = { name, kind: deducedKind(name, own), parameters: own };
    modules.push(module);
    if (isMarked || isUncertain(module)) uncertain.push(name);
  });
  const embeddings = modules.filter(({ name, kind }) => kind === "Embedding" && namesInput(name));
  return {
    basis: "checkpoint",
    modelType,
    transformers: null,
    modules,
    tied: {},
    inputEmbedding: embeddings.length === 1 ? (embeddings[0]?.name ?? null) : null,
    outputEmbedding: modules.some(({ name }) => name === "lm_head") ? "lm_head" : null,
    uncertain,
  };
}

/** True for a table of tokens, not of positions or types. */
const namesInput = (name: string) =>
  namesEmbedding(name) && /(tokens|wte|word_\w+|shared)$/.test(name);

function collectNodes(
  tensors: ReadonlyMap<string, StoredTensor>,
  convert: (name: string) => Conversion,
): Node {
  const root = emptyNode();
  let count = 1;
  for (const [tensor, { shape, dtype }] of tensors) {
    const path = tensor.split(".");
    const key = path.pop() ?? "";
    let node = root;
    for (const part of path) {
      const next = node.children.get(part) ?? emptyNode();
      if (!node.children.has(part)) count += 1;
      node.children.set(part, next);
      node = next;
    }
    if (count > MOST_MODULES) throw new Stop([tooLarge([], count, MOST_MODULES)]);
    node.parameters.push([key, shape]);
    const { names, isConverted } = convert(tensor);
    // Weights in fewer bits are packed, or have scales beside them: a quantiser makes other modules.
    const isPlain = /^(F16|BF16|F32|F64)$/.test(dtype);
    if (isConverted || names[0] !== tensor || !isPlain) node.isUncertain = true;
  }
  return root;
}

/** Goes through the modules in the order of `named_modules()`, with numbers in their order. */
function visitNodes(node: Node, name: string, see: (name: string, node: Node) => void): void {
  see(name, node);
  const parts = [...node.children.keys()];
  const isList = parts.every((part) => /^\d{1,9}$/.test(part));
  if (isList) parts.sort((one, other) => Number(one) - Number(other));
  for (const part of parts) {
    const child = node.children.get(part);
    if (child !== undefined) visitNodes(child, name === "" ? part : `${name}.${part}`, see);
  }
}
