import { type FileHandle, open } from "node:fs/promises";
import { decode } from "../../port/element.ts";
import { foldRows } from "../../port/fold.ts";
import { isCopy, type TensorOperation } from "../../port/operation.ts";
import { operationBytes } from "../../port/portable.ts";
import { UnreadableError } from "./reading.ts";
import type { TensorFile } from "./tensor-file.ts";

/** So many bytes are in memory at a time, and a few times as many while they are worked on. */
const CHUNK = 4 * 1024 * 1024;

/** What rounding did: the largest part of a value that it changed, and where; null if nothing. */
export interface Rounding {
  readonly tensor: string | null;
  readonly part: number;
}

/**
 * Carries out operations on a file of tensors, and writes the result to a new one, chunk by chunk.
 *
 * @throws {UnreadableError} If a tensor has not as many bytes as its shape says, or the file exists.
 */
export async function writePort(
  source: TensorFile,
  operations: readonly TensorOperation[],
  path: string,
): Promise<Rounding> {
  const file = await open(path, "wx");
  try {
    await file.write(formatHeader(source, operations));
    let worst: Rounding = { tensor: null, part: 0 };
    for (const operation of operations) {
      if (source.sizeOf(operation.from) !== operationBytes(operation).from) {
        throw new UnreadableError(`${operation.from} has not as many bytes as its shape says.`);
      }
      const part = await writeTensor(source, operation, file);
      if (part > worst.part) worst = { tensor: operation.to, part };
    }
    return worst;
  } finally {
    await file.close();
  }
}

function formatHeader(source: TensorFile, operations: readonly TensorOperation[]): Buffer {
  let end = 0;
  const tensors = operations.map((operation) => {
    const start = end;
    end += operationBytes(operation).to;
    const { to, dtype, padded } = operation;
    return [to, { dtype, shape: padded, data_offsets: [start, end] }] as const;
  });
  const metadata = { format: "pt", ...source.metadata };
  const text = JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(tensors) });
  const bytes = Buffer.from(text);
  // The numbers after it start at a multiple of eight.
  const padding = Buffer.alloc((8 - (bytes.length % 8)) % 8, " ");
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(bytes.length + padding.length));
  return Buffer.concat([length, bytes, padding]);
}

/** Writes one tensor, and answers how much rounding changed. */
async function writeTensor(
  source: TensorFile,
  operation: TensorOperation,
  file: FileHandle,
): Promise<number> {
  const { from, shape, padded } = operation;
  const bytes = operationBytes(operation);
  const isWider = shape[1] !== padded[1];
  if (isCopy(operation) && !isWider) {
    for (let start = 0; start < bytes.from; start += CHUNK) {
      await file.write(await source.read(from, start, Math.min(CHUNK, bytes.from - start)));
    }
    await writeZeros(file, bytes.to - bytes.from);
    return 0;
  }
  if (bytes.from === 0) {
    await writeZeros(file, bytes.to);
    return 0;
  }
  const columns = await readColumns(source, operation);
  const rowBytes = bytes.from / (shape[0] ?? 1);
  const step = Math.max(1, Math.floor(CHUNK / rowBytes)) * rowBytes;
  let rounding = 0;
  for (let start = 0; start < bytes.from; start += step) {
    const rows = await source.read(from, start, Math.min(step, bytes.from - start));
    const folded = foldRows(rows, operation, columns);
    await file.write(folded.bytes);
    rounding = Math.max(rounding, folded.rounding);
  }
  return rounding;
}

async function readColumns(
  source: TensorFile,
  { columns, dtype, shape }: TensorOperation,
): Promise<ArrayLike<number>> {
  if (columns === null) return [];
  const values = decode(await source.read(columns, 0, source.sizeOf(columns)), dtype);
  if (source.header[columns]?.dtype !== dtype || values.length !== shape[1]) {
    throw new UnreadableError(`${columns} does not fit the tensor that it scales.`);
  }
  return values;
}

async function writeZeros(file: FileHandle, count: number): Promise<void> {
  for (let left = count; left > 0; left -= CHUNK) {
    await file.write(Buffer.alloc(Math.min(CHUNK, left)));
  }
}
