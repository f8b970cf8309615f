import { type FileHandle, open } from "node:fs/promises";
import { MOST_HEADER_BYTES } from "../../model/tensor-header.ts";
import type { TensorHeader } from "../../port/operation.ts";
import { describeError, UnreadableError } from "./reading.ts";

/** A tensor of a file, and where its bytes are, counted from the end of the header. */
interface StoredTensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [start: number, end: number];
}

/** An open safetensors file. */
export interface TensorFile {
  readonly header: TensorHeader;
  /** What `__metadata__` holds. */
  readonly metadata: Readonly<Record<string, string>>;
  /** The bytes of a tensor, from its start. */
  readonly sizeOf: (name: string) => number;
  /** Reads some bytes of a tensor. */
  readonly read: (name: string, start: number, length: number) => Promise<Uint8Array>;
  readonly close: () => Promise<void>;
}

/**
 * Opens a safetensors file and reads its header. Nobody has checked it: what does not fit is refused.
 *
 * @throws {UnreadableError} If it cannot be opened, or is not such a file.
 */
export async function openTensors(path: string): Promise<TensorFile> {
  const file = await open(path, "r").catch((error: unknown) => {
    throw new UnreadableError(`${path} cannot be read: ${describeError(error)}.`);
  });
  try {
    return await readTensors(file);
  } catch (error) {
    await file.close();
    throw new UnreadableError(`${path} is not a safetensors file: ${describeError(error)}.`);
  }
}

async function readTensors(file: FileHandle): Promise<TensorFile> {
  const { size } = await file.stat();
  const length = Number((await readExactly(file, 0, 8)).readBigUInt64LE());
  if (length > Math.min(MOST_HEADER_BYTES, size - 8)) throw new Error("its header does not end");
  const text = (await readExactly(file, 8, length)).toString("utf8");
  const { __metadata__: metadata = {}, ...header } = JSON.parse(text) as Record<
    string,
    StoredTensor
  > & { __metadata__?: Record<string, string> };
  const tensors = new Map(Object.entries(header));
  for (const [name, tensor] of tensors) checkTensor(name, tensor, size - 8 - length);
  const placeOf = (name: string): readonly [start: number, end: number] =>
    tensors.get(name)?.data_offsets ?? [0, 0];
  return {
    header: header as TensorHeader,
    metadata,
    sizeOf: (name) => placeOf(name)[1] - placeOf(name)[0],
    read: (name, start, count) => readExactly(file, 8 + length + placeOf(name)[0] + start, count),
    close: () => file.close(),
  };
}

const isSize = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

function checkTensor(name: string, tensor: StoredTensor | null, bytes: number): void {
  const [start, end] = tensor?.data_offsets ?? [];
  const isWhole =
    typeof tensor?.dtype === "string" &&
    Array.isArray(tensor.shape) &&
    [...tensor.shape, start, end].every(isSize) &&
    (start as number) <= (end as number) &&
    (end as number) <= bytes;
  if (!isWhole) throw new Error(`the header does not describe ${name}`);
}

async function readExactly(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(buffer, done, length - done, position + done);
    if (bytesRead === 0) throw new Error("it ends too early");
    done += bytesRead;
  }
  return buffer;
}
