import type { Diagnostic } from "../finding/diagnostic.ts";
import { attempt, finding } from "./finding.ts";
import { listNamesOf, nestedParts, type Part } from "./part.ts";
import type { Stack } from "./sides.ts";
import { totalOf } from "./total.ts";

/** A part of a model whose layers have the same names as those of the selected stack. */
export interface MatchingPart {
  /** Its key in the config, or the side: `"vision_config"`, `"encoder"`. */
  readonly part: string;
  /** How many layers it has, or null if the config does not say. */
  readonly total: number | null;
}

/** The parts beside the chosen stack whose lists PEFT takes for it. */
export function matchingParts(
  root: Part,
  stack: Stack,
  stacks: readonly Stack[],
  names: readonly string[],
): readonly MatchingPart[] {
  const towers = nestedParts(root)
    .filter(({ prefix }) => !stacks.some(({ part }) => part.prefix.startsWith(prefix)))
    .map((part) => ({ side: part.prefix.slice(0, -1), part, total: towerTotal(part) }));
  return [...stacks, ...towers].flatMap((other) => {
    const { side, part, total } = other;
    // What counts layers, and does not tell their list's name, has the commonest.
    const others = listNamesOf(part) ?? (total === null ? [] : ["layers"]);
    const isMatching = other !== stack && others.some((name) => names.includes(name));
    return isMatching ? { part: side ?? "", total } : [];
  });
}

/** How many layers a tower has; null if its config does not tell, or not clearly. */
function towerTotal(part: Part): number | null {
  return attempt([], () => totalOf(part)?.total) ?? null;
}

/** Warnings of other parts whose layers PEFT adapts too: it compares numbers wherever the list has that name. */
export function elsewhere(
  parts: readonly MatchingPart[],
  numbers: readonly number[],
): readonly Diagnostic[] {
  return parts.flatMap(({ part, total }) => {
    const shared = numbers.filter((number) => number < (total ?? Infinity)).length;
    if (shared === 0) return [];
    const word = part.replace(/.*\.|_config$/g, "");
    const message = `PEFT also adapts ${shared} of these layers in ${part} if targetModules match there.`;
    const hint = `Leave them out with excludeModules: ".*${word}.*".`;
    return finding("layers-elsewhere", ["layers"], message, hint);
  });
}
