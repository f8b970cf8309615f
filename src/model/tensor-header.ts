import { isObject } from "./config-key.ts";
import { MOST_MODULES } from "./grow.ts";
import { invalid, type ModelProblem, type Place, Stop, tooLarge } from "./problem.ts";
import type { Shape } from "./tree.ts";

/** What a safetensors file says of a tensor: its type, its shape, and which bytes it has. */
export interface StoredTensor {
  readonly dtype: string;
  readonly shape: Shape;
  /** Counted from the end of the header; the end is not included. */
  readonly data_offsets?: readonly [start: number, end: number];
}

/** The tensors of a safetensors file by their names, without `__metadata__`. */
export type SafetensorsHeader = Readonly<Record<string, StoredTensor>>;

/** A header, or the reasons why there is none. */
export type HeaderResult =
  | { readonly ok: true; readonly header: SafetensorsHeader }
  | { readonly ok: false; readonly problems: readonly ModelProblem[] };

/** Gives the bytes from `start` up to `end`, which is not included. */
export type ReadRange = (start: number, end: number) => Promise<Uint8Array>;

/** No header is longer: safetensors refuses more. */
export const MOST_HEADER_BYTES = 100_000_000;

/** The bytes that hold the header's length. */
const LENGTH_BYTES = 8;

const MOST_DIMENSIONS = 16;

/** No tensor has a longer name: a longer one would only keep the patterns busy. */
export const LONGEST_NAME = 500;

/** After so many problems the rest of a header is not read. */
const MOST_PROBLEMS = 20;

/** How many bits an element takes. A type that is not here is believed without a check of its size. */
const BITS: ReadonlyMap<string, number> = new Map([
  ["BOOL", 8],
  ["F4", 4],
  ["F6_E2M3", 6],
  ["F6_E3M2", 6],
  ["U8", 8],
  ["I8", 8],
  ["F8_E4M3", 8],
  ["F8_E5M2", 8],
  ["F8_E8M0", 8],
  ["U16", 16],
  ["I16", 16],
  ["F16", 16],
  ["BF16", 16],
  ["U32", 32],
  ["I32", 32],
  ["F32", 32],
  ["U64", 64],
  ["I64", 64],
  ["F64", 64],
  ["C64", 64],
]);

/**
 * The header of a safetensors file, read in two ranges: 8 bytes with its length, then the header. The
 * weights are not read. The file may come from anyone.
 *
 * @param read Gives the bytes from `start` up to `end`, in bytes from the start of the file.
 * @returns The tensors with types and shapes, or what is wrong with the file. Never throws on content.
 * @throws What `read` throws.
 * @example
 * ```ts
 * import { readFile } from "node:fs/promises";
 *
 * const readHeader = async (path: string) => {
 *   const bytes = await readFile(path);
 *   return readSafetensorsHeader(async (start, end) => bytes.subarray(start, end));
 * };
 * ```
 */
export async function readSafetensorsHeader(read: ReadRange): Promise<HeaderResult> {
  const length = lengthOf(await read(0, LENGTH_BYTES));
  if (typeof length !== "number") return { ok: false, problems: [length] };
  const bytes: unknown = await read(LENGTH_BYTES, LENGTH_BYTES + length);
  try {
    return { ok: true, header: checkedHeader(parsedHeader(bytes, length), ["header"]) };
  } catch (error) {
    if (error instanceof Stop) return { ok: false, problems: error.problems };
    throw error;
  }
}

function lengthOf(bytes: unknown): number | ModelProblem {
  if (!(bytes instanceof Uint8Array) || bytes.length !== LENGTH_BYTES) {
    return invalid(["length"], "8 bytes", sizeOf(bytes));
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, LENGTH_BYTES);
  const length = Number(view.getBigUint64(0, true));
  return length > MOST_HEADER_BYTES ? tooLarge(["length"], length, MOST_HEADER_BYTES) : length;
}

function parsedHeader(bytes: unknown, length: number): unknown {
  if (!(bytes instanceof Uint8Array) || bytes.length !== length) {
    throw new Stop([invalid(["header"], `${length} bytes`, sizeOf(bytes))]);
  }
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new Stop([invalid(["header"], "JSON", "other bytes")]);
  }
}

function sizeOf(bytes: unknown): unknown {
  return bytes instanceof Uint8Array ? `${bytes.length} bytes` : bytes;
}

/**
 * The tensors of a header that nobody has checked.
 *
 * @throws Stop where it is not a header.
 */
export function checkedHeader(json: unknown, path: Place): SafetensorsHeader {
  if (!isObject(json)) throw new Stop([invalid(path, "an object", json)]);
  const entries = Object.entries(json).filter(([name]) => name !== "__metadata__");
  if (entries.length > MOST_MODULES) throw new Stop([tooLarge(path, entries.length, MOST_MODULES)]);
  const problems: ModelProblem[] = [];
  const tensors: [string, StoredTensor][] = [];
  for (const [name, value] of entries) {
    const tensor = storedTensor(name, value, path);
    if ("code" in tensor) problems.push(tensor);
    else tensors.push([name, tensor]);
    if (problems.length === MOST_PROBLEMS) break;
  }
  if (problems.length > 0) throw new Stop(problems);
  return Object.fromEntries(tensors);
}

function storedTensor(name: string, value: unknown, path: Place): StoredTensor | ModelProblem {
  if (name === "" || name.length > LONGEST_NAME) {
    return invalid(path, `a name of at most ${LONGEST_NAME} letters`, name);
  }
  const place = [...path, name];
  if (!isObject(value)) return invalid(place, "an object", value);
  const { dtype, shape, data_offsets: offsets } = value;
  if (typeof dtype !== "string") return invalid([...place, "dtype"], "a type", dtype);
  if (!isShape(shape)) return invalid([...place, "shape"], "a shape", shape);
  if (offsets === undefined) return { dtype, shape: [...shape] };
  if (!isRange(offsets) || !isFilled(offsets, dtype, shape)) {
    return invalid([...place, "data_offsets"], "the range of the tensor's bytes", offsets);
  }
  return { dtype, shape: [...shape], data_offsets: [offsets[0], offsets[1]] };
}

const isSize = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

function isShape(value: unknown): value is Shape {
  return (
    Array.isArray(value) &&
    value.length <= MOST_DIMENSIONS &&
    value.every(isSize) &&
    Number.isSafeInteger(elementsOf(value))
  );
}

function isRange(value: unknown): value is readonly [number, number] {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [start, end]: readonly unknown[] = value;
  return isSize(start) && isSize(end) && start <= end;
}

/** True where a tensor has as many bytes as its type and shape ask for. */
function isFilled([start, end]: readonly [number, number], dtype: string, shape: Shape): boolean {
  const bits = BITS.get(dtype);
  return bits === undefined || (end - start) * 8 === elementsOf(shape) * bits;
}

/** How many values a tensor of a shape has. */
export function elementsOf(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1);
}
