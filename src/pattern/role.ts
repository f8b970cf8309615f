import { matchPattern, type Verdict } from "./match.ts";
import { type ParsedPattern, parsePattern } from "./parse.ts";
import { lengthOf } from "./reader.ts";

/** What PEFT pastes before and after a text, unescaped (peft/tuners/tuners_utils.py, utils/other.py). */
const ROLES = {
  /** A string `target_modules` or `exclude_modules`. */
  target: ["", ""],
  /** A key of `rank_pattern` or `alpha_pattern`. */
  key: ["(.*\\.)?(", ")$"],
  /** An entry of `modules_to_save`, which also keeps a module from being a target. */
  saved: ["(^|.*\\.)", "($|\\..*)"],
  /** An entry of `layers_pattern`; the layer's index is the group `idx`. */
  layers: ["(?:^|.*?\\.)", "\\.(?P<idx>\\d+)\\."],
} as const;

/** What a text of the user's is for. */
export type PatternRole = keyof typeof ROLES;

/**
 * Parses a text as the pattern that PEFT makes of it. Pasting it matters: `(?i)q_proj` is a fine
 * target, but as a key its flags no longer stand at the start.
 *
 * @returns the pattern, or the fault; its position is one in `text`, or null if it is not in there
 * @example
 * ```ts
 * parseRole("key", "q_proj|v_proj").ok; // true
 * parseRole("key", "(?i)q_proj").ok; // false
 * ```
 */
export function parseRole(role: PatternRole, text: string): ParsedPattern {
  const [before, after] = ROLES[role];
  const parsed = parsePattern(before + text + after);
  if (parsed.ok || parsed.position === null) return parsed;
  const position = parsed.position - before.length;
  const isWithin = position >= 0 && (after === "" || position < lengthOf(text));
  return { ...parsed, position: isWithin ? position : null };
}

/**
 * Why PEFT cannot use a text in this role, in Python's words; undefined when it can.
 *
 * @example
 * ```ts
 * patternError("target", "*_proj"); // "nothing to repeat at position 0"
 * ```
 */
export function patternError(role: PatternRole, text: string): string | undefined {
  const parsed = parseRole(role, text);
  if (parsed.ok || parsed.kind === "unsupported") return undefined;
  const { message, position } = parsed;
  return position === null ? message : `${message} at position ${position}`;
}

/**
 * Whether PEFT finds that a module's name matches a text in this role; `invalid` where it raises.
 *
 * @example
 * ```ts
 * matchesRole("target", ".*\\.(q|v)_proj", "model.layers.0.self_attn.q_proj"); // "match"
 * matchesRole("saved", "lm_head", "lm_head.dense"); // "match"
 * ```
 */
export function matchesRole(role: PatternRole, text: string, name: string): Verdict | "invalid" {
  const parsed = parseRole(role, text);
  if (!parsed.ok) return parsed.kind === "invalid" ? "invalid" : "undecided";
  return matchPattern(parsed.pattern, name, { mode: role === "target" ? "full" : "start" });
}
