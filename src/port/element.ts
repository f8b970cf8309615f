/** The types of numbers that adapters are saved in and that can be scaled. */
export type ElementType = "F32" | "F16" | "BF16";

/** Whether values of this type can be scaled. */
export const isElementType = (dtype: string): dtype is ElementType =>
  dtype === "F32" || dtype === "F16" || dtype === "BF16";

/** How many bytes a value has. */
export const elementSize = (dtype: ElementType): number => (dtype === "F32" ? 4 : 2);

/** Below this a value loses digits. */
export const smallestNormal = (dtype: ElementType): number => 2 ** (dtype === "F16" ? -14 : -126);

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** The values of bytes in little-endian order. */
export function decode(bytes: Uint8Array, dtype: ElementType): Float32Array {
  const aligned = bytes.slice().buffer;
  if (dtype === "F32") return new Float32Array(aligned);
  const halves = new Uint16Array(aligned);
  const table = valuesOf(dtype);
  const values = new Float32Array(halves.length);
  for (let index = 0; index < halves.length; index++) {
    values[index] = table[halves[index] as number] as number;
  }
  return values;
}

/** Values as bytes, each rounded to the nearest of its type, halves to even. */
export function encode(values: Float32Array, dtype: ElementType): Uint8Array {
  if (dtype === "F32") return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const write = dtype === "F16" ? writeHalf : writeBrain;
  const halves = new Uint16Array(values.length);
  for (let index = 0; index < halves.length; index++)
    halves[index] = write(values[index] as number);
  return new Uint8Array(halves.buffer);
}

/** A value as it is after it was written and read. */
export function roundTo(value: number, dtype: ElementType): number {
  if (dtype === "F32") return Math.fround(value);
  return dtype === "F16" ? readHalf(writeHalf(value)) : readBrain(writeBrain(value));
}

const tables: Partial<Record<ElementType, Float32Array>> = {};

/** What each pattern of 16 bits stands for. */
function valuesOf(dtype: "F16" | "BF16"): Float32Array {
  const read = dtype === "F16" ? readHalf : readBrain;
  tables[dtype] ??= Float32Array.from({ length: 0x10000 }, (_, half) => read(half));
  return tables[dtype];
}

function readBrain(half: number): number {
  bits[0] = half << 16;
  return float[0] as number;
}

function writeBrain(value: number): number {
  float[0] = value;
  const word = bits[0] as number;
  if (Number.isNaN(value)) return (word >>> 16) | 0x40;
  return (word + 0x7fff + ((word >>> 16) & 1)) >>> 16;
}

function readHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : Number.NaN;
  return exponent === 0
    ? sign * fraction * 2 ** -24
    : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function writeHalf(value: number): number {
  float[0] = value;
  const word = bits[0] as number;
  const sign = (word >>> 16) & 0x8000;
  const size = word & 0x7fffffff;
  if (size > 0x7f800000) return sign | 0x7e00;
  // From 65520 on the nearest half is infinity.
  if (size >= 0x477ff000) return sign | 0x7c00;
  if (size < 0x38800000) return sign | roundEven(Math.abs(float[0] as number) * 2 ** 24);
  return sign | ((size + 0xfff + ((size >>> 13) & 1) - 0x38000000) >>> 13);
}

function roundEven(value: number): number {
  const low = Math.floor(value);
  const rest = value - low;
  return low + (rest > 0.5 || (rest === 0.5 && low % 2 === 1) ? 1 : 0);
}
