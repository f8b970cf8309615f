import type { PeftConfig } from "../diagnostic/check.ts";
import { isName, overlapsPatternKey } from "../pattern/key.ts";

/**
 * Whether PEFT before 0.15 reads a key of rankPattern or alphaPattern otherwise. It pasted the key
 * into `.*\.KEY$`: `a|b` falls apart there, and what is anchored to the start never matches.
 */
export function isReadOtherwise(key: string): boolean {
  let depth = 0;
  let inSet = false;
  for (let index = 0; index < key.length; index++) {
    const sign = key[index];
    if (sign === "\\") {
      index += 1;
      if (!inSet && key[index] === "A") return true;
    } else if (inSet) inSet = sign !== "]";
    else if (sign === "[") {
      inSet = true;
      if (key[index + 1] === "^") index += 1;
      if (key[index + 1] === "]") index += 1;
    } else if (sign === "(") depth += 1;
    else if (sign === ")") depth -= 1;
    else if (sign === "^" || (sign === "|" && depth === 0)) return true;
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
  const alphas = Object.keys(alphaPattern);
  return Object.keys(rankPattern ?? {}).some((rank) =>
    alphas.some((alpha) => alpha !== rank && overlapsPatternKey(rank, alpha)),
  );
}
