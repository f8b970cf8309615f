import { matchPattern } from "./match.ts";
import type { Pattern } from "./parse.ts";
import { parseRole } from "./role.ts";

/** Whether a key is a name, dots and all: the common case, and the quick one. */
export const isName = (key: string): boolean => /^[\w.-]+$/.test(key);

/** Whether one name is the other, or the end of it from a dot on. */
export const sharesEnd = (one: string, other: string): boolean =>
  `.${one}`.endsWith(`.${other}`) || `.${other}`.endsWith(`.${one}`);

/** Of how many keys of a dict all are compared with all: more than anyone writes. */
export const MOST_KEYS = 256;
/** How many pairs of patterns are tried in one go, and for how long, so that it takes milliseconds. */
const MOST_PAIRS = 1000;
const BUDGET = 1000;

/** A key as a pattern, and a short name that it probably matches. */
interface Key {
  readonly pattern: Pattern;
  readonly example: string;
}

/**
 * A test of whether some module may match both of two keys of `rank_pattern` or `alpha_pattern`.
 * True is sure, a name is at hand; two patterns that only share names longer than either can be
 * missed, and so can any after the first thousand pairs that are tried.
 *
 * @example
 * ```ts
 * const overlaps = overlapTest();
 * overlaps("h.1.attn.c_attn", "c_attn"); // true
 * overlaps(".*self_attn.*", "q_proj"); // true: self_attn.q_proj
 * overlaps("q_proj", "v_proj"); // false
 * ```
 * @see peft/utils/other.py get_pattern_key
 */
export function overlapTest(): (first: string, second: string) => boolean {
  const keys = new Map<string, Key | undefined>();
  const keyOf = (text: string): Key | undefined => {
    if (!keys.has(text)) keys.set(text, readKey(text));
    return keys.get(text);
  };
  let left = MOST_PAIRS;
  return (first, second) => {
    if (isName(first) && isName(second)) return sharesEnd(first, second);
    left -= 1;
    const [one, other] = left < 0 ? [] : [keyOf(first), keyOf(second)];
    return one !== undefined && other !== undefined && shareName(one, other);
  };
}

function readKey(text: string): Key | undefined {
  const parsed = parseRole("key", text);
  return parsed.ok ? { pattern: parsed.pattern, example: parsed.pattern.example() } : undefined;
}

/** A name worth a try is an example of either key, or one after the other. */
function shareName(one: Key, other: Key): boolean {
  const [a, b] = [one.example, other.example];
  return [a, b, ...(a && b ? [`${a}.${b}`, `${b}.${a}`] : [])].some(
    (name) => name !== "" && matches(one, name) && matches(other, name),
  );
}

const matches = ({ pattern }: Key, name: string): boolean =>
  matchPattern(pattern, name, { mode: "start", budget: BUDGET }) === "match";
