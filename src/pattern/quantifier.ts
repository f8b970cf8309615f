import { fail, type Reader } from "./reader.ts";

/** From this count on Python raises OverflowError; beyond it no lookbehind reaches. */
export const TOO_LARGE = 4294967295;
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
  const counts = reader.take(/(?!\})\d*(,\d*)?\}/y);
  if (counts === "") return undefined;
  const [low, high = low] = counts.slice(0, -1).split(",");
  const min = Number(low);
  const max = Number(high || Infinity);
  if (min >= TOO_LARGE || Number(high) >= TOO_LARGE) fail("the repetition number is too large");
  if (max < min) fail("min repeat greater than max repeat", start);
  return [min, max];
}
