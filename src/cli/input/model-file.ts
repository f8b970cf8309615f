import { readJson } from "../../file/decoder.ts";
import { toValue } from "../../file/node.ts";
import { readSource } from "../../file/source.ts";
import { readModuleTree } from "../../model/dump.ts";
import { moduleTree } from "../../model/module-tree.ts";
import type { ModuleTree } from "../../model/tree.ts";
import type { BaseModel, Dtype } from "../../plan/request.ts";
import { listModelFindings } from "../report/model-problem.ts";
import type { ReportedFinding } from "../report/report.ts";
import type { Io } from "../terminal/io.ts";
import { resolveFile } from "./files.ts";
import { readWhole } from "./reading.ts";

/** The file of a base model: its modules, or why there are none. */
export interface ModelFile {
  readonly path: string;
  readonly text: string;
  readonly tree: ModuleTree | null;
  /** How transformers loads the weights, as far as the file says. */
  readonly base: BaseModel;
  /** Why there are no modules, at its places in the text. */
  readonly findings: readonly ReportedFinding[];
}

/**
 * Reads a model's config.json, or a dump of its modules: the key `format` tells a dump. Of a folder it
 * is the config.json.
 *
 * @throws {UnreadableError} if the file cannot be read.
 */
export async function readModelFile(operand: string, io: Io): Promise<ModelFile> {
  const path = resolveFile(operand, io.cwd, "config.json");
  const { text } = readSource(await readWhole(path, io));
  const file = { path, text, tree: null, base: {}, findings: [] };
  const json = parseJson(text);
  if (json === undefined) {
    return { ...file, findings: listModelFindings(text, readJson(text).findings, []) };
  }
  const record = isRecord(json) ? json : {};
  const result = Object.hasOwn(record, "format") ? readModuleTree(json) : moduleTree(json);
  if (!result.ok) return { ...file, findings: listModelFindings(text, [], result.problems) };
  return { ...file, tree: result.tree, base: baseOf(record) };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value of a JSON text. transformers writes Infinity and NaN, which `JSON.parse` refuses. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const { value, findings } = readJson(text);
    const isBroken = findings.some(({ severity }) => severity === "error");
    return value === null || isBroken ? undefined : toValue(value);
  }
}

const dtypes: readonly unknown[] = ["float32", "float16", "bfloat16"] satisfies Dtype[];

/** The dtype and the quantisation of a config.json; transformers 5 renamed `torch_dtype`. */
function baseOf(config: Readonly<Record<string, unknown>>): BaseModel {
  const dtype = config.dtype ?? config.torch_dtype;
  const quantization = config.quantization_config;
  return {
    ...(dtypes.includes(dtype) && { dtype: dtype as Dtype }),
    ...(isRecord(quantization) && { quantization }),
  };
}
