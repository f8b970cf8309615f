import type { ConfigView } from "../finding/rule.ts";
import { isName, MOST_KEYS, overlapTest } from "../pattern/key.ts";

/** A part of a pattern: an escape, a set, or a character. */
const PART = /\\.|\[\^?\]?(?:\\.|[^\\\]])*|./gs;

/**
 * Whether PEFT before 0.15 reads a key of rankPattern or alphaPattern differently. It pasted the key
 * into `.*\.KEY$`: there the prefix belongs to the first part of `a|b` only, and a key that is
 * anchored to the start never matches.
 */
export function isReadDifferently(key: string): boolean {
  let depth = 0;
  for (const [part] of key.matchAll(PART)) {
    if (part === "^" || part === "\\A" || (part === "|" && depth === 0)) return true;
    if (part === "(") depth += 1;
    if (part === ")") depth -= 1;
  }
  return false;
}

/** Whether a key is a pattern that may be meant to match from the start of a module name. */
export const mayStartName = (key: string): boolean =>
  !isName(key) && key.includes("\\.") && !key.startsWith(".*");

/**
 * Whether PEFT before 0.14 may look up an alpha by a key of rankPattern: it looked up both rank and
 * alpha of a module by the first key of either dict that matched.
 */
export function mixesKeys({ rankPattern, alphaPattern }: ConfigView): boolean {
  const ranks = Object.keys(rankPattern ?? {}).slice(0, MOST_KEYS);
  const alphas = Object.keys(alphaPattern).slice(0, MOST_KEYS);
  const overlaps = overlapTest();
  return ranks.some((rank) => alphas.some((alpha) => alpha !== rank && overlaps(rank, alpha)));
}
