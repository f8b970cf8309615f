import { type Config, isObject } from "./config-key.ts";
import { grow } from "./grow.ts";
import { architectures } from "./listed.ts";
import type { Model } from "./model-class.ts";
import { invalid, type ModelProblem, type Place, Stop, undecided } from "./problem.ts";
import type { ModuleTree, TreeModule, TreeResult } from "./tree.ts";

/** The release of transformers that the tables describe. */
export const TRANSFORMERS = "5.23.0";

export interface TreeOptions {
  /** The class to build, such as `"LlamaForCausalLM"`. By default the first of `architectures`. */
  readonly head?: string;
}

/**
 * The modules of a base model from its config.json, as transformers builds them.
 *
 * @param modelConfig the parsed config.json of the model. It may come from anyone.
 * @returns the tree, or what is missing for it. Never throws on content.
 */
export function moduleTree(modelConfig: unknown, options: TreeOptions = {}): TreeResult {
  return answered(() => {
    if (!isObject(modelConfig)) throw new Stop([invalid([], "an object", modelConfig)]);
    const modelType = typeOf(modelConfig, options);
    const known = Object.hasOwn(architectures, modelType) ? architectures[modelType] : undefined;
    if (known === undefined) throw new Stop([unknown(["model_type"], "modelType", modelType)]);
    const [head, path] = headOf(modelConfig, options, known.heads);
    const model = known.build(modelConfig, head, architectures);
    if (model === undefined) throw new Stop([unknown(path, "head", head)]);
    return treeOf(modelType, model);
  });
}

/** The tree that a function makes, or the problems with which it stops. */
export function answered(make: () => ModuleTree): TreeResult {
  try {
    return { ok: true, tree: make() };
  } catch (error) {
    if (error instanceof Stop) return { ok: false, problems: error.problems };
    throw error;
  }
}

/**
 * The model type. The automatic classes read a Mistral with `layer_types` as a Ministral, whose own
 * classes need more of the config; Mistral's build it as ever.
 *
 * @see transformers/models/auto/configuration_auto.py AutoConfig.from_pretrained
 */
function typeOf(config: Config, options: TreeOptions): string {
  const type = config.model_type;
  if (type === undefined || type === null) throw new Stop([undecided(["model_type"])]);
  if (typeof type !== "string") throw new Stop([invalid(["model_type"], "a string", type)]);
  if (type !== "mistral" || !Object.hasOwn(config, "layer_types")) return type;
  const [head] = headOf(config, options, []);
  return head.startsWith("Mistral") ? type : "ministral";
}

function headOf(
  config: Config,
  options: TreeOptions,
  heads: readonly string[],
): readonly [string, Place] {
  if (options.head !== undefined) return [classOf(options.head, heads), []];
  const written = config.architectures;
  if (written === undefined || written === null) throw new Stop([undecided(["architectures"])]);
  const [head] = Array.isArray(written) ? written : [written];
  if (head === undefined) throw new Stop([undecided(["architectures"])]);
  const path = ["architectures", 0];
  if (typeof head !== "string") throw new Stop([invalid(path, "a string", head)]);
  return [head, path];
}

/** How the classes for a task end, where that is not `For` and the task. */
const ENDINGS: ReadonlyMap<string, readonly string[]> = new Map([
  ["CausalLM", ["ForCausalLM", "LMHeadModel"]],
  ["Seq2SeqLM", ["ForConditionalGeneration"]],
  ["SpeechSeq2Seq", ["ForConditionalGeneration"]],
  ["ImageTextToText", ["ForConditionalGeneration"]],
  ["MultimodalLM", ["ForConditionalGeneration"]],
]);

/** The class that one of transformers' automatic classes stands for. */
function classOf(head: string, heads: readonly string[]): string {
  const [, task] = /^AutoModel(?:For(\w+))?$/.exec(head) ?? [head];
  if (!head.startsWith("AutoModel")) return head;
  if (task === undefined) return heads[0] ?? head;
  const endings = ENDINGS.get(task) ?? [`For${task}`];
  return heads.find((name) => endings.some((ending) => name.endsWith(ending))) ?? head;
}

function treeOf(modelType: string, model: Model): ModuleTree {
  const modules = grow(model.root);
  return {
    basis: "config",
    modelType,
    transformers: TRANSFORMERS,
    ...tie(modules, model.ties),
    inputEmbedding: model.input,
    outputEmbedding: model.output,
    uncertain: [],
  };
}

/** Gives tied parameters one shape, and names the later one by the earlier, as PyTorch lists them. */
function tie(modules: readonly TreeModule[], ties: Model["ties"]) {
  const tied: Record<string, string> = {};
  if (ties.length === 0) return { modules, tied };
  const places = new Map(modules.map(({ name }, place) => [name, place]));
  const grown = [...modules];
  for (const [taker, giver] of ties) {
    const [to, from] = [placeOf(taker, places), placeOf(giver, places)];
    const [module, shape] = [grown[to.place], grown[from.place]?.parameters[from.key]];
    if (module === undefined || shape === undefined) continue;
    grown[to.place] = { ...module, parameters: { ...module.parameters, [to.key]: shape } };
    if (to.place < from.place) tied[giver] = taker;
    else tied[taker] = giver;
  }
  return { modules: grown, tied };
}

/** The module that holds a parameter, and the parameter's name in it. */
function placeOf(name: string, places: ReadonlyMap<string, number>) {
  const dot = name.lastIndexOf(".");
  const module = dot < 0 ? "" : name.slice(0, dot);
  return { place: places.get(module) ?? -1, key: name.slice(dot + 1) };
}

function unknown(path: Place, what: "modelType" | "head", name: string): ModelProblem {
  return { code: "model-unknown", path, data: { what, name } };
}
