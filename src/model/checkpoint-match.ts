import type { Conversion } from "./conversion.ts";
import { elementsOf, type StoredTensor } from "./tensor-header.ts";
import type { ModuleTree, Shape } from "./tree.ts";

/** A parameter that a checkpoint and its config.json do not have alike. */
export interface TreeDifference {
  /** The parameter's name in the model; that of the tensor, where the model has no such parameter. */
  readonly name: string;
  /** Its shape in the model that the config builds. Null: the model has no such parameter. */
  readonly config: Shape | null;
  /** Its shape in the checkpoint. Null: transformers starts it with new values. */
  readonly checkpoint: Shape | null;
}

/** What modules keep in a file beside their parameters. A tree has no buffers to compare them with. */
const BUFFERS: ReadonlySet<string> = new Set([
  "e_score_correction_bias",
  "inv_freq",
  "num_batches_tracked",
  "position_ids",
  "running_mean",
  "running_var",
]);

const isBuffer = (name: string) => BUFFERS.has(name.slice(name.lastIndexOf(".") + 1));

/** Lays the tensors of a checkpoint beside the tree of its config.json, as transformers loads them. */
export function verifyTree(
  tree: ModuleTree,
  tensors: ReadonlyMap<string, StoredTensor>,
  convert: (name: string) => Conversion,
): { readonly tree: ModuleTree; readonly differences: readonly TreeDifference[] } {
  const expected = parametersOf(tree);
  const prefixes = prefixesOf(tree);
  const seen = new Set<string>();
  const converted = new Map<string, Converted>();
  const differences: TreeDifference[] = [];
  for (const [name, { shape }] of tensors) {
    const conversion = convert(name);
    const names = placeNames(conversion.names, expected, prefixes);
    const [first = name] = names;
    const found = expected.get(first);
    if (found === undefined) {
      if (!isBuffer(first)) differences.push({ name, config: null, checkpoint: shape });
    } else if (conversion.isConverted) gather(converted, names, shape);
    else if (!isSame(found, shape))
      differences.push({ name: first, config: found, checkpoint: shape });
    for (const used of names) seen.add(used);
  }
  differences.push(...differencesIn(converted, expected));
  for (const [name, shape] of expected) {
    const isMissing = !seen.has(name) && !isTied(name, tree, seen);
    if (isMissing) differences.push({ name, config: shape, checkpoint: null });
  }
  return {
    tree: { ...tree, basis: "checkpoint", uncertain: modulesOf(tree, differences) },
    differences,
  };
}

/** The tensors that make up some parameters. */
interface Converted {
  readonly names: readonly string[];
  elements: number;
  shape: Shape;
}

function gather(converted: Map<string, Converted>, names: readonly string[], shape: Shape): void {
  const [key = ""] = names;
  const known = converted.get(key);
  if (known === undefined) converted.set(key, { names, elements: elementsOf(shape), shape });
  else {
    known.elements += elementsOf(shape);
    known.shape = [known.elements];
  }
}

/** Fusing, splitting and turning keep the number of values, whatever they do to shapes. */
function differencesIn(
  converted: ReadonlyMap<string, Converted>,
  expected: ReadonlyMap<string, Shape>,
): TreeDifference[] {
  const differences: TreeDifference[] = [];
  for (const [name, { names, elements, shape }] of converted) {
    const shapes = names.map((target) => expected.get(target) ?? [0]);
    const wanted = shapes.reduce((sum, target) => sum + elementsOf(target), 0);
    const config = expected.get(name) ?? null;
    if (wanted !== elements) differences.push({ name, config, checkpoint: shape });
  }
  return differences;
}

function parametersOf(tree: ModuleTree): ReadonlyMap<string, Shape> {
  const shapes = new Map<string, Shape>();
  for (const { name, parameters } of tree.modules) {
    for (const [key, shape] of Object.entries(parameters)) {
      shapes.set(name === "" ? key : `${name}.${key}`, shape);
    }
  }
  return shapes;
}

/** Where a base model may stand in a model with a head: `model.`, `transformer.` and the like. */
function prefixesOf({ modules }: ModuleTree): readonly string[] {
  return modules
    .filter(({ name }) => name !== "" && !name.includes("."))
    .map(({ name }) => `${name}.`);
}

/**
 * Adds or removes the prefix of the base model where only then the model has the parameter.
 *
 * @see transformers/core_model_loading.py rename_source_key
 */
function placeNames(
  names: readonly string[],
  expected: ReadonlyMap<string, Shape>,
  prefixes: readonly string[],
): readonly string[] {
  const [first = ""] = names;
  if (expected.has(first)) return names;
  const prefix = prefixes.find((before) => expected.has(before + first));
  if (prefix !== undefined) return names.map((name) => prefix + name);
  const bare = first.slice(first.indexOf(".") + 1);
  if (!expected.has(bare)) return names;
  return names.map((name) => name.slice(name.indexOf(".") + 1));
}

/** True where a parameter has another's memory, or that other has its. */
function isTied(name: string, { tied }: ModuleTree, seen: ReadonlySet<string>): boolean {
  const origin = tied[name] ?? name;
  if (seen.has(origin)) return true;
  return Object.entries(tied).some(([taker, giver]) => giver === origin && seen.has(taker));
}

/** The modules of the tree in which something differs, in its order. */
function modulesOf(tree: ModuleTree, differences: readonly TreeDifference[]): string[] {
  const touched = new Set(
    differences.map(({ name }) => name.slice(0, Math.max(name.lastIndexOf("."), 0))),
  );
  return tree.modules.map(({ name }) => name).filter((name) => touched.has(name));
}

function isSame(one: Shape, other: Shape): boolean {
  return one.length === other.length && one.every((length, place) => length === other[place]);
}
