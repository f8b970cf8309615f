import { matchPattern } from "./match.ts";
import { parseRole } from "./role.ts";

/** Whether a key is a name, dots and all: the common case, and the quick one. */
export const isName = (key: string): boolean => /^[\w.-]+$/.test(key);

/**
 * Whether some module may match both keys of `rank_pattern` or `alpha_pattern`. True is sure, a name
 * is at hand; two patterns that only share names longer than either can be missed.
 *
 * @example
 * ```ts
 * overlapsPatternKey("h.1.attn.c_attn", "c_attn"); // true
 * overlapsPatternKey(".*self_attn.*", "q_proj"); // true: self_attn.q_proj
 * overlapsPatternKey("q_proj", "v_proj"); // false
 * ```
 * @see peft/utils/other.py get_pattern_key
 */
export function overlapsPatternKey(first: string, second: string): boolean {
  if (isName(first) && isName(second)) {
    return `.${first}`.endsWith(`.${second}`) || `.${second}`.endsWith(`.${first}`);
  }
  const [one, other] = [parseRole("key", first), parseRole("key", second)];
  if (!one.ok || !other.ok) return false;
  const [a, b] = [one.pattern.example(), other.pattern.example()];
  // A name worth a try is an example of either key, or one after the other.
  return [a, b, ...(a && b ? [`${a}.${b}`, `${b}.${a}`] : [])].some(
    (name) =>
      name !== "" &&
      [one, other].every(
        ({ pattern }) => matchPattern(pattern, name, { mode: "start" }) === "match",
      ),
  );
}
