import { type ParsedPattern, parsePattern } from "./parser.ts";
import { countCharacters } from "./reader.ts";

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

/** What PEFT uses a text for. */
export type PatternRole = keyof typeof ROLES;

/**
 * Parses a text as the pattern that PEFT makes of it. The pasting matters: `(?i)q_proj` is a valid
 * target, but in a key its flags are no longer at the start.
 *
 * @returns the pattern, or the fault; its position counts in the pattern that PEFT makes
 * @example
 * ```ts
 * parseRole("key", "q_proj|v_proj").ok; // true
 * parseRole("key", "(?i)q_proj").ok; // false
 * ```
 */
export function parseRole(role: PatternRole, text: string): ParsedPattern {
  const [before, after] = ROLES[role];
  return parsePattern(before + text + after);
}

/**
 * Why PEFT cannot use a text in this role: Python's message, with a position if the fault is inside
 * the text; undefined if PEFT can use it.
 *
 * @example
 * ```ts
 * patternError("target", "*_proj"); // "nothing to repeat at position 0"
 * ```
 */
export function patternError(role: PatternRole, text: string): string | undefined {
  const parsed = parseRole(role, text);
  if (parsed.ok) return undefined;
  const { message, position = -1 } = parsed;
  const [before, after] = ROLES[role];
  const place = position - before.length;
  const isWithin = place >= 0 && (after === "" || place < countCharacters(text));
  return message && isWithin ? `${message} at position ${place}` : message;
}
