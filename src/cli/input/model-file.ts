import { isPlainObject } from "../../config/shape.ts";
import { readJson } from "../../file/decoder.ts";
import type { FileFinding } from "../../file/fault.ts";
import { readModuleTree } from "../../model/dump.ts";
import { moduleTree } from "../../model/module-tree.ts";
import type { ModelProblem } from "../../model/problem.ts";
import type { ModuleTree } from "../../model/tree.ts";
import type { BaseModel, Dtype } from "../../plan/request.ts";
import type { Io } from "../terminal/io.ts";
import { readModelJson } from "./model-config.ts";

/** The file of a base model: its modules, or why there are none. */
export interface ModelFile {
  readonly path: string;
  readonly text: string;
  readonly tree: ModuleTree | null;
  /** How transformers loads the weights, as far as the file says. */
  readonly base: BaseModel;
  /** Why the text is not JSON. */
  readonly faults: readonly FileFinding[];
  readonly problems: readonly ModelProblem[];
}

/**
 * Reads a model's config.json, or a dump of its modules: the key `format` tells a dump. Of a folder it
 * is the config.json.
 *
 * @throws {UnreadableError} if the file cannot be read.
 */
export async function readModelFile(operand: string, io: Io): Promise<ModelFile> {
  const { path, text, json } = await readModelJson(operand, io);
  const file = { path, text, tree: null, base: {}, faults: [], problems: [] };
  if (json === undefined) return { ...file, faults: readJson(text).findings };
  const record = isPlainObject(json) ? json : {};
  const result = Object.hasOwn(record, "format") ? readModuleTree(json) : moduleTree(json);
  if (!result.ok) return { ...file, problems: result.problems };
  return { ...file, tree: result.tree, base: baseOf(record) };
}

const dtypes: readonly unknown[] = ["float32", "float16", "bfloat16"] satisfies Dtype[];

/** The dtype and the quantisation of a config.json; transformers 5 renamed `torch_dtype`. */
function baseOf(config: Readonly<Record<string, unknown>>): BaseModel {
  const dtype = config.dtype ?? config.torch_dtype;
  const quantization = config.quantization_config;
  return {
    ...(dtypes.includes(dtype) && { dtype: dtype as Dtype }),
    ...(isPlainObject(quantization) && { quantization }),
  };
}
