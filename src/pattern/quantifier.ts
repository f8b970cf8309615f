import { fail, type Reader } from "./reader.ts";

const DIGITS = "0123456789";
/** From this count on Python raises OverflowError. */
const TOO_LARGE = 4294967295;
const SIGNS: Readonly<Record<string, Range>> = {
  "?": [0, 1],
  "*": [0, Infinity],
  "+": [1, Infinity],
};

/** How often an item is repeated; at most Infinity when it is open. */
export type Range = readonly [min: number, max: number];

/** Reads a quantifier whose first sign has been taken; nothing for another token, be it a literal `{`. */
export function readQuantifier(reader: Reader, token: string): Range | undefined {
  if (token !== "{") return SIGNS[token];
  const start = reader.position;
  if (reader.next === "}") return undefined;
  const low = reader.takeWhile(DIGITS);
  const high = reader.skip(",") ? reader.takeWhile(DIGITS) : low;
  if (!reader.skip("}")) {
    reader.seek(start);
    return undefined;
  }
  if ([low, high].some((count) => Number(count) >= TOO_LARGE)) {
    fail("the repetition number is too large", null);
  }
  const [min, max] = [Number(low), Number(high || Infinity)];
  if (max < min) fail("min repeat greater than max repeat", start);
  return [min, max];
}
