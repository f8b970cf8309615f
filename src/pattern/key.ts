import { END, run } from "./machine.ts";
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

interface Key {
  /** A short name that it probably matches. */
  readonly example: string;
  /** Whether it surely matches a name. */
  readonly matches: (name: string) => boolean;
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
  const keys = new Map<string, Key>();
  const keyOf = (text: string): Key => {
    const key = keys.get(text) ?? readKey(text);
    keys.set(text, key);
    return key;
  };
  let left = MOST_PAIRS;
  return (first, second) => {
    if (isName(first) && isName(second)) return sharesEnd(first, second);
    left -= 1;
    return left >= 0 && shareName(keyOf(first), keyOf(second));
  };
}

/** A key as PEFT matches it with `re.match`; one that it cannot use matches nothing. */
function readKey(text: string): Key {
  const parsed = parseRole("key", text);
  if (!parsed.ok) return { example: "", matches: () => false };
  const { root, memory } = parsed;
  const start = root.before(END);
  return {
    example: root.example(),
    matches: (name) =>
      run({ text: Array.from(name), left: BUDGET }, [start, 0, memory.registers]) !== undefined,
  };
}

/** A name worth a try is an example of either key, or one after the other. */
function shareName(one: Key, other: Key): boolean {
  const [a, b] = [one.example, other.example];
  return [a, b, ...(a && b ? [`${a}.${b}`, `${b}.${a}`] : [])].some(
    (name) => name !== "" && one.matches(name) && other.matches(name),
  );
}
