import { matchPattern, type Verdict } from "./match.ts";
import { type ParsedPattern, parsePattern } from "./parse.ts";

/** How PEFT uses a text of the user's as a pattern: it pastes it, unescaped, between two of its own. */
interface Role {
  readonly before: string;
  readonly after: string;
  readonly mode: "full" | "start";
}

/** Where PEFT takes patterns (peft/tuners/tuners_utils.py, utils/other.py). */
const ROLES = {
  /** A string `target_modules` or `exclude_modules`. */
  target: { before: "", after: "", mode: "full" },
  /** A key of `rank_pattern` or `alpha_pattern`. */
  key: { before: "(.*\\.)?(", after: ")$", mode: "start" },
  /** An entry of `modules_to_save`, which also keeps a module from being a target. */
  saved: { before: "(^|.*\\.)", after: "($|\\..*)", mode: "start" },
  /** An entry of `layers_pattern`; the layer's index is the group `idx`. */
  layers: { before: "(?:^|.*?\\.)", after: "\\.(?P<idx>\\d+)\\.", mode: "start" },
} as const satisfies Record<string, Role>;

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
  const { before, after } = ROLES[role];
  const parsed = parsePattern(before + text + after);
  if (parsed.ok || parsed.position === null) return parsed;
  const position = parsed.position - before.length;
  const isWithin = position >= 0 && (after === "" || position < Array.from(text).length);
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
  if (parsed.ok) return matchPattern(parsed.pattern, name, { mode: ROLES[role].mode });
  return parsed.kind === "invalid" ? "invalid" : "undecided";
}
