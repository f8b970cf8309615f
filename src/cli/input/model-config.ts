import { readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { isPlainObject } from "../../config/shape.ts";
import type { Io } from "../terminal/io.ts";
import { describeError, UnreadableError } from "./reading.ts";

/** A base model, as its config.json describes it. */
export interface ModelFile {
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
export function readModelConfig(operand: string, { cwd }: Pick<Io, "cwd">): ModelFile {
  const path = resolve(cwd, operand);
  const config = parseModel(operand, path);
  const { _name_or_path: name } = config;
  const isNamed = typeof name === "string" && name !== "";
  return { config, name: isNamed ? name : operand.replace(/[\\/]?config\.json$/, "") || "." };
}

function parseModel(operand: string, path: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    const file = statSync(path).isDirectory() ? join(path, "config.json") : path;
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UnreadableError(`${operand} cannot be read: ${describeError(error)}.`);
  }
  if (isPlainObject(value)) return value;
  throw new UnreadableError(`${operand} is not a model's config.json: it is not a JSON object.`);
}
