import type { Greed } from "./node.ts";
import { Fault, type Reader } from "./reader.ts";

const DIGITS = "0123456789";
/** From this count on Python raises OverflowError. */
const TOO_LARGE = 4294967295;
const SIGNS: Readonly<Record<string, Range>> = {
  "?": [0, 1],
  "*": [0, Infinity],
  "+": [1, Infinity],
};

/** How often an item is repeated. */
export type Range = readonly [min: number, max: number];

/** Reads a quantifier whose first sign has been taken; nothing for another token, be it a literal `{`. */
export const readQuantifier = (reader: Reader, token: string): Range | undefined =>
  token === "{" ? readRange(reader) : SIGNS[token];

/** Reads the sign after a quantifier. */
export const readGreed = (reader: Reader): Greed =>
  reader.skip("?") ? "lazy" : reader.skip("+") ? "possessive" : "greedy";

function readRange(reader: Reader): Range | undefined {
  const start = reader.position;
  if (reader.next === "}") return undefined;
  const low = reader.takeWhile(DIGITS);
  const high = reader.skip(",") ? reader.takeWhile(DIGITS) : low;
  if (!reader.skip("}")) {
    reader.seek(start);
    return undefined;
  }
  const min = Number(low);
  const max = high === "" ? Infinity : Number(high);
  if (min >= TOO_LARGE || (high !== "" && max >= TOO_LARGE)) {
    throw new Fault("the repetition number is too large", null);
  }
  if (max < min) throw new Fault("min repeat greater than max repeat", start);
  return [min, max];
}
