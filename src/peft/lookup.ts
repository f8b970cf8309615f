import type { PeftConfig } from "../finding/check.ts";
import { isName, MOST_KEYS, overlapTest } from "../pattern/key.ts";

/** A part of a pattern: an escape, a set, or a character. */
const PART = /\\.|\[\^?\]?(?:\\.|[^\\\]])*|./gs;

/**
 * Whether PEFT before 0.15 reads a key of rankPattern or alphaPattern otherwise. It pasted the key
 * into `.*\.KEY$`: `a|b` falls apart there, and what is anchored to the start never matches.
 */
export function isReadOtherwise(key: string): boolean {
  let depth = 0;
  for (const [part] of key.matchAll(PART)) {
    if (part === "^" || part === "\\A" || (part === "|" && depth === 0)) return true;
    if (part === "(") depth += 1;
    if (part === ")") depth -= 1;
  }
  return false;
}

/** Whether a key is a pattern that could be meant for a name from its first component on. */
export const spellsPath = (key: string): boolean =>
  !isName(key) && key.includes("\\.") && !key.startsWith(".*");

/**
 * Whether PEFT before 0.14 may look up an alpha by a rank's key: it took the first key of either
 * dict that matched a module for both.
 */
export function mixesKeys({ rankPattern, alphaPattern }: PeftConfig): boolean {
  const ranks = Object.keys(rankPattern ?? {}).slice(0, MOST_KEYS);
  const alphas = Object.keys(alphaPattern).slice(0, MOST_KEYS);
  const overlaps = overlapTest();
  return ranks.some((rank) => alphas.some((alpha) => alpha !== rank && overlaps(rank, alpha)));
}
