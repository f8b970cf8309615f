import { isPlainObject } from "../../config/shape.ts";
import { readJson } from "../../file/decoder.ts";
import { toValue } from "../../file/node.ts";
import { readSource } from "../../file/source.ts";
import type { Io } from "../terminal/io.ts";
import { resolveFile } from "./files.ts";
import { readWhole, UnreadableError } from "./reading.ts";

/** A base model, as its config.json describes it. */
export interface NamedModel {
  readonly config: Readonly<Record<string, unknown>>;
  /** What the model is called: its name on the Hub if the file has it, or where it lies. */
  readonly name: string;
}

/**
 * Reads a model's config.json.
 *
 * @param operand The file, or a folder that has one.
 * @throws {UnreadableError} If it cannot be read, or is not an object of JSON.
 */
export async function readModelConfig(operand: string, io: Io): Promise<NamedModel> {
  const { json: config } = await readModelJson(operand, io);
  if (config === undefined) throw new UnreadableError(`${operand} cannot be read: it is not JSON.`);
  if (!isPlainObject(config)) {
    throw new UnreadableError(`${operand} is not a model's config.json: it is not a JSON object.`);
  }
  const { _name_or_path: name } = config;
  const isNamed = typeof name === "string" && name !== "";
  return { config, name: isNamed ? name : operand.replace(/[\\/]?config\.json$/, "") || "." };
}

/** The text of a model's file, and its value: undefined where the text is not JSON. */
export interface ModelJson {
  readonly path: string;
  readonly text: string;
  readonly json: unknown;
}

/**
 * Reads the file of a model. Of a folder it is the config.json.
 *
 * @throws {UnreadableError} if the file cannot be read.
 */
export async function readModelJson(operand: string, io: Io): Promise<ModelJson> {
  const path = resolveFile(operand, io.cwd, "config.json");
  const { text } = readSource(await readWhole(path, io));
  return { path, text, json: parseJson(text) };
}

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
