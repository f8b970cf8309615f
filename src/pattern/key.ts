import { exampleOf } from "./example.ts";
import { matchPattern, type Verdict } from "./match.ts";
import { parsePattern } from "./parse.ts";
import { matchesRole, parseRole } from "./role.ts";

/**
 * Whether a key of `rank_pattern` or `alpha_pattern` is for a module: `re.match(rf"(.*\.)?({key})$", name)`.
 *
 * @param key - a pattern for the whole name or for its last components
 * @param name - the full dotted name of the module
 * @returns `invalid` where Python raises `re.error`
 * @example
 * ```ts
 * matchesPatternKey("q_proj", "model.layers.0.self_attn.q_proj"); // "match"
 * matchesPatternKey("^lm_head", "model.lm_head"); // "no match"
 * ```
 * @see peft/utils/other.py get_pattern_key
 */
export const matchesPatternKey = (key: string, name: string): Verdict | "invalid" =>
  matchesRole("key", key, name);

/** Keys that are names, dots and all: the common case, and the quick one. */
const NAME = /^[\w.-]+$/;

/**
 * Whether some module may match both keys. True is sure, a name is at hand; two patterns that only
 * share names longer than either can be missed.
 *
 * @example
 * ```ts
 * overlapsPatternKey("h.1.attn.c_attn", "c_attn"); // true
 * overlapsPatternKey(".*self_attn.*", "q_proj"); // true: self_attn.q_proj
 * overlapsPatternKey("q_proj", "v_proj"); // false
 * ```
 */
export function overlapsPatternKey(first: string, second: string): boolean {
  if (NAME.test(first) && NAME.test(second)) {
    return `.${first}`.endsWith(`.${second}`) || `.${second}`.endsWith(`.${first}`);
  }
  const keys = [parseRole("key", first), parseRole("key", second)];
  return sharedNames(first, second).some((name) =>
    keys.every((key) => key.ok && matchPattern(key.pattern, name, { mode: "start" }) === "match"),
  );
}

/** Names worth a try: an example of either key, or one after the other. */
function sharedNames(first: string, second: string): string[] {
  const [one = "", other = ""] = [first, second].map((key) => {
    const parsed = parsePattern(key);
    return parsed.ok ? exampleOf(parsed.pattern.root) : "";
  });
  const both = one && other ? [`${one}.${other}`, `${other}.${one}`] : [];
  return [one, other, ...both].filter((name) => name !== "");
}
