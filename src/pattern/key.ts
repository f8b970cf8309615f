import { END, findMatch } from "./machine.ts";
import { parseRole } from "./role.ts";

/** Whether a key is a plain name, dots included: the common case, and the quick one. */
export const isName = (key: string): boolean => /^[\w.-]+$/.test(key);

/** Whether one name equals the other, or ends it after a dot. */
export const sharesEnd = (one: string, other: string): boolean =>
  `.${one}`.endsWith(`.${other}`) || `.${other}`.endsWith(`.${one}`);

/** How many keys of a dict are compared with each other: more than anyone writes. */
export const MOST_KEYS = 256;
/** How many pairs of patterns a test tries, and with how many steps each, to stay within milliseconds. */
const MOST_PAIRS = 1000;
const BUDGET = 1000;

interface Key {
  /** A short name that the key probably matches. */
  readonly example: string;
  /** Whether the key certainly matches a name. */
  readonly matches: (name: string) => boolean;
}

/**
 * Makes a test of whether a module may match both of two keys of `rank_pattern` or `alpha_pattern`.
 * True is certain: the test has found such a name. It can miss two patterns that share only names
 * longer than both examples, and it tries no more than a thousand pairs of patterns.
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

/** Reads a key as PEFT matches it, with `re.match`. A key that PEFT cannot use matches nothing. */
function readKey(text: string): Key {
  const parsed = parseRole("key", text);
  if (!parsed.ok) return { example: "", matches: () => false };
  const { root, memory } = parsed;
  const start = root.before(END);
  return {
    example: root.example(),
    matches: (name) =>
      findMatch({ text: Array.from(name), left: BUDGET }, [start, 0, memory.registers]) !==
      undefined,
  };
}

/** Whether both keys match an example of either, or one example after the other. */
function shareName(one: Key, other: Key): boolean {
  const [a, b] = [one.example, other.example];
  return [a, b, ...(a && b ? [`${a}.${b}`, `${b}.${a}`] : [])].some(
    (name) => name !== "" && one.matches(name) && other.matches(name),
  );
}
