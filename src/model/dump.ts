import { type Config, isObject } from "./config-key.ts";
import { MOST_MODULES } from "./grow.ts";
import { answered } from "./module-tree.ts";
import { invalid, type ModelProblem, type Place, Stop, tooLarge } from "./problem.ts";
import type { ModuleKind, ModuleTree, Parameters, Shape, TreeModule, TreeResult } from "./tree.ts";

const FORMAT = "peft-config/tree@1";

/** A tensor has few dimensions, a module few parameters of its own, and a name some words. */
const MOST_DIMENSIONS = 16;
const MOST_PARAMETERS = 10_000;
const MOST_LETTERS = 2_000;

/** After so many problems the rest of a dump is not read. */
const MOST_PROBLEMS = 20;

const KINDS: ReadonlySet<unknown> = new Set<ModuleKind>([
  "Linear",
  "Conv1D",
  "Embedding",
  "Conv1d",
  "Conv2d",
  "Conv3d",
  "MultiheadAttention",
]);

/**
 * The module tree in a dump of the format `peft-config/tree@1`, which a script writes of a model in
 * memory. A dump may come from anyone: what it says is checked, and nothing of it is run.
 *
 * @param json the dump, parsed or as text.
 * @returns the tree, or what is wrong with the dump. Never throws on content.
 */
export function readModuleTree(json: unknown): TreeResult {
  return answered(() => new Dump(typeof json === "string" ? parsed(json) : json).tree());
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Stop([invalid([], "JSON", text)]);
  }
}

/** One reading of a dump. It notes what is wrong and reads on, up to a bound. */
class Dump {
  readonly #json: unknown;
  readonly #problems: ModelProblem[] = [];

  constructor(json: unknown) {
    this.#json = json;
  }

  tree(): ModuleTree {
    const json = this.#json;
    if (!isObject(json)) throw new Stop([invalid([], "an object", json)]);
    if (json.format !== FORMAT) throw new Stop([invalid(["format"], FORMAT, json.format)]);
    const modules = this.#modules(json.modules);
    if (this.#problems.length > 0) throw new Stop(this.#problems);
    const tree: ModuleTree = {
      basis: "dump",
      modelType: this.#textOrNull(json, "modelType"),
      transformers: this.#textOrNull(json, "transformers"),
      modules,
      tied: this.#tied(json.tied, modules),
      inputEmbedding: this.#moduleOrNull(json, "inputEmbedding", modules),
      outputEmbedding: this.#moduleOrNull(json, "outputEmbedding", modules),
      uncertain: [],
    };
    if (this.#problems.length > 0) throw new Stop(this.#problems);
    return tree;
  }

  #note(problem: ModelProblem): undefined {
    this.#problems.push(problem);
    if (this.#problems.length === MOST_PROBLEMS) throw new Stop(this.#problems);
    return undefined;
  }

  #modules(rows: unknown): TreeModule[] {
    if (!Array.isArray(rows)) throw new Stop([invalid(["modules"], "a list", rows)]);
    if (rows.length > MOST_MODULES) {
      throw new Stop([tooLarge(["modules"], rows.length, MOST_MODULES)]);
    }
    const modules: TreeModule[] = [];
    const seen = new Set<string>();
    for (const [place, row] of rows.entries()) {
      const module = this.#module(row, ["modules", place]);
      if (module === undefined) continue;
      const isFirst = place === 0;
      if (isFirst !== (module.name === "") || seen.has(module.name)) {
        const expected = isFirst ? "the root first" : "a name of its own";
        this.#note(invalid(["modules", place, 0], expected, module.name));
      }
      seen.add(module.name);
      modules.push(module);
    }
    return modules;
  }

  /** A row: name, class, kind, parameters, and perhaps an object with more. */
  #module(row: unknown, path: Place): TreeModule | undefined {
    if (!Array.isArray(row)) return this.#note(invalid(path, "a list", row));
    const [name, , kind, parameters, ...rest] = row;
    if (typeof name !== "string" || name.length > MOST_LETTERS) {
      return this.#note(invalid([...path, 0], "a name", name));
    }
    if (kind !== null && typeof kind !== "string") {
      return this.#note(invalid([...path, 2], "a kind or null", kind));
    }
    const groups = rest.filter(isObject).map((more) => more.groups);
    const read = this.#parameters(parameters, [...path, 3]);
    if (read === undefined) return undefined;
    // Lists of modules have a kind of their own in a dump, which PEFT does not adapt.
    const known = { name, kind: isKind(kind) ? kind : null, parameters: read };
    const [group] = groups.filter((count) => Number.isSafeInteger(count) && Number(count) > 1);
    return typeof group === "number" ? { ...known, groups: group } : known;
  }

  #parameters(json: unknown, path: Place): Parameters | undefined {
    if (!isObject(json)) return this.#note(invalid(path, "an object", json));
    const entries = Object.entries(json);
    if (entries.length > MOST_PARAMETERS) {
      return this.#note(tooLarge(path, entries.length, MOST_PARAMETERS));
    }
    const shapes: [string, Shape][] = [];
    for (const [key, value] of entries) {
      const shape: unknown = Array.isArray(value) ? value[0] : undefined;
      if (isShape(shape)) shapes.push([key, [...shape]]);
      else this.#note(invalid([...path, key, 0], "a shape", shape));
    }
    return Object.fromEntries(shapes);
  }

  #tied(json: unknown, modules: readonly TreeModule[]): Readonly<Record<string, string>> {
    if (json === undefined || json === null) return {};
    if (!isObject(json)) throw new Stop([invalid(["tied"], "an object", json)]);
    const pairs = Object.entries(json);
    if (pairs.length === 0) return {};
    const known = new Set(modules.flatMap(parameterNames));
    const ties: [string, string][] = [];
    for (const [name, origin] of pairs) {
      if (typeof origin === "string" && known.has(origin)) ties.push([name, origin]);
      else this.#note(invalid(["tied", name], "the name of a parameter", origin));
    }
    return Object.fromEntries(ties);
  }

  #textOrNull(json: Config, key: string): string | null {
    const value = json[key] ?? null;
    if (value === null || (typeof value === "string" && value.length <= MOST_LETTERS)) return value;
    return this.#note(invalid([key], "a string or null", value)) ?? null;
  }

  #moduleOrNull(json: Config, key: string, modules: readonly TreeModule[]): string | null {
    const name = this.#textOrNull(json, key);
    if (name === null || modules.some((module) => module.name === name)) return name;
    return this.#note(invalid([key], "the name of a module", name)) ?? null;
  }
}

function parameterNames({ name, parameters }: TreeModule): string[] {
  return Object.keys(parameters).map((key) => (name === "" ? key : `${name}.${key}`));
}

function isKind(kind: unknown): kind is ModuleKind {
  return KINDS.has(kind);
}

function isShape(value: unknown): value is readonly number[] {
  return (
    Array.isArray(value) &&
    value.length <= MOST_DIMENSIONS &&
    value.every((length) => Number.isSafeInteger(length) && length >= 0) &&
    Number.isSafeInteger(value.reduce((product, length) => product * length, 1))
  );
}
