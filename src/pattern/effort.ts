import { type Character, type Flags, lowerOf, type Member } from "./character.ts";

/**
 * What a backtracking matcher such as Python's may have to try with a part of a pattern. It is an
 * estimate for module names, and on the safe side: `(.*)*x!` has no bound, although this library
 * answers it at once (machine.ts).
 */
export interface Effort {
  /** Whether a loop may come first in it, before any character that must be there. */
  readonly starts: boolean;
  /** Whether a loop may come last in it, after every character that must be there. */
  readonly ends: boolean;
  /** Whether it can match without a character that must be there. */
  readonly isOpen: boolean;
  /** In how many ways it may match from one place; Infinity where nothing bounds them. */
  readonly ways: number;
  /** The character it begins with, if there is only one. */
  readonly first?: string;
}

/** The effort of what takes no character: anchors. */
export const NO_EFFORT: Effort = { starts: false, ends: false, isOpen: true, ways: 1 };

/** The effort of what a matcher may return to as often as it likes: references to groups, conditions. */
export const UNBOUNDED: Effort = { ...NO_EFFORT, ways: Infinity };

/** How often a character that must be there stands in a module name, for all that we know. */
const WAYS_OF_LOOP = 8;
/** Sets of so few characters tie a match to few places of a name, as `\.` does, and `\w` does not. */
const FEW = 4;

/** The effort of one character out of a set. */
export function setEffort(members: readonly Member[], flags: Flags, negated: boolean): Effort {
  const count = members.reduce((sum, [low, high]) => sum + sizeOf(low, high ?? low), 0);
  const effort = { ...NO_EFFORT, isOpen: negated || count > FEW };
  const [low] = members[0] ?? [];
  return count === 1 && !negated && typeof low === "number"
    ? { ...effort, first: lowerOf(String.fromCodePoint(low), flags) }
    : effort;
}

const sizeOf = (low: Character, high: Character): number =>
  typeof low === "number" && typeof high === "number" ? high - low + 1 : Infinity;

/** A part with its width, as expressions have them. */
interface Part {
  readonly width: readonly [least: number, most: number];
  readonly effort: () => Effort;
}

/** The effort of parts one after the other. Two loops need a character between them. */
export function sequenceEffort(parts: readonly Part[]): Effort {
  let { starts, ends, isOpen, ways } = NO_EFFORT;
  const efforts = parts.map(({ effort }) => effort());
  for (const each of efforts) {
    ways *= ends && each.starts ? Infinity : each.ways;
    starts ||= isOpen && each.starts;
    ends = each.ends || (ends && each.isOpen);
    isOpen &&= each.isOpen;
  }
  const first = parts[0]?.width[0] ? efforts[0]?.first : undefined;
  return { starts, ends, isOpen, ways, ...(first !== undefined && { first }) };
}

/** The effort of alternatives. Of those that begin with different characters only one can match. */
export function choiceEffort(options: readonly Effort[]): Effort {
  const [only] = options;
  if (options.length === 1 && only !== undefined) return only;
  const ways = new Map<string | undefined, number>();
  for (const { first, ways: more } of options) ways.set(first, (ways.get(first) ?? 0) + more);
  const anywhere = ways.get(undefined) ?? 0;
  ways.set(undefined, 0);
  return {
    starts: options.some(({ starts }) => starts),
    ends: options.some(({ ends }) => ends),
    isOpen: options.some(({ isOpen }) => isOpen),
    ways: anywhere + Math.max(...ways.values()),
  };
}

/** The effort of a repeated part. A loop in a loop is unbounded, and so is one of varying width. */
export function repeatEffort(
  { width: [least, most], effort }: Part,
  [min, max]: readonly [min: number, max: number],
): Effort {
  const body = effort();
  if (max === 0) return NO_EFFORT;
  if (min === max) {
    const isAdjacent = max > 1 && body.starts && body.ends;
    return { ...body, ways: isAdjacent ? Infinity : body.ways ** max };
  }
  if (max === 1) return { ...body, isOpen: true, ways: body.ways + 1 };
  const isPlain = body.ways === 1 && least === most && least > 0;
  return {
    starts: true,
    ends: true,
    isOpen: min === 0 || body.isOpen,
    ways: isPlain ? WAYS_OF_LOOP : Infinity,
  };
}

/** The effort of a lookahead or lookbehind: what follows it starts anew. */
export const lookEffort = ({ starts, ways }: Effort): Effort => ({ ...NO_EFFORT, starts, ways });
