import { closeSync, fstatSync, openSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { AdapterDocument } from "../../file/document.ts";
import { parseAdapterConfig } from "../../file/document.ts";
import type { TrustOptions } from "../../finding/rule.ts";
import type { Io } from "../terminal/io.ts";
import { type Candidate, resolveFile } from "./files.ts";

/** A file that a command cannot do without cannot be read, or written. */
export class UnreadableError extends Error {}

/** No config is larger. What is called one and is larger, such as misnamed weights, is not read. */
const MOST_BYTES = 64 * 1024 * 1024;
/** What merely lies in the folder, such as a tokenizer, is not read if it is larger than this. */
const MOST_UNMEANT_BYTES = 1024 * 1024;

/** A file and what is in it. */
export interface Input {
  readonly path: string;
  readonly document: AdapterDocument;
}

/**
 * Reads the one file that an operand means.
 *
 * @throws {UnreadableError} if it cannot be read.
 */
export async function readInput(operand: string, io: Io): Promise<Input> {
  const path = resolveFile(operand, io.cwd);
  return { path, document: parseAdapterConfig(await readWhole(path, io)) };
}

/**
 * Reads a file that a command cannot do without.
 *
 * @throws {UnreadableError} if it cannot be read.
 */
export async function readWhole(path: string, io: Io): Promise<Buffer> {
  return readBytes(path, MOST_BYTES, io).catch((error: UnreadableError) => {
    throw new UnreadableError(`${path} cannot be read: ${error.message}.`);
  });
}

/**
 * Reads a candidate, or answers undefined if it is another sort of JSON that lies in the folder.
 *
 * @throws {UnreadableError} if it is meant and cannot be read; the message is the reason alone.
 */
export async function readCandidate(
  { path, isMeant }: Candidate,
  io: Io,
  options?: TrustOptions,
): Promise<AdapterDocument | undefined> {
  if (isMeant) return parseAdapterConfig(await readBytes(path, MOST_BYTES, io), options);
  const bytes = await readBytes(path, MOST_UNMEANT_BYTES, io).catch(() => undefined);
  if (!bytes?.includes('"peft_type"')) return undefined;
  const document = parseAdapterConfig(bytes, options);
  return document.dialect.method === null ? undefined : document;
}

async function readBytes(path: string, most: number, { cwd, stdin }: Io): Promise<Buffer> {
  if (path === "-") return Buffer.from(await stdin());
  try {
    return readFileBytes(resolve(cwd, path), most);
  } catch (error) {
    throw new UnreadableError(describeError(error));
  }
}

function readFileBytes(path: string, most: number): Buffer {
  const file = openSync(path, "r");
  try {
    const { size } = fstatSync(file);
    if (size > most) throw new Error(`it has ${size} bytes; a config has a few thousand`);
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

/** What the system's errors mean. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: "the file does not exist",
  ENOTDIR: "the file does not exist",
  EISDIR: "it is a folder without an adapter_config.json",
  EACCES: "reading it is not permitted",
  EPERM: "reading it is not permitted",
};

/** Why a file could not be opened, as a clause. */
export function describeError(error: unknown): string {
  const { code = "", message } = error as NodeJS.ErrnoException;
  return reasons[code] ?? message;
}
