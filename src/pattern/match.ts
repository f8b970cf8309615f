import { type Machine, run } from "./machine.ts";
import type { Pattern } from "./parse.ts";

/** What a match says. `undecided`: the budget was spent, or Python's case tables would be needed. */
export type Verdict = "match" | "no match" | "undecided";

/** How a pattern is applied. */
export interface MatchOptions {
  /** `full`: the whole text, as `re.fullmatch`. `start`: some beginning of it, as `re.match`. */
  readonly mode: "full" | "start";
  /** Steps before the answer is `undecided`. Default 100 000: well below a second at worst. */
  readonly budget?: number;
}

/** A verdict, and what a group captured in a match. */
export interface Capture {
  readonly verdict: Verdict;
  readonly text: string | undefined;
}

const BUDGET = 100_000;

/**
 * Says whether a text matches, as Python's `re.fullmatch` or `re.match` would.
 *
 * No state is tried twice, so `(.*)*x!` is answered at once, and the budget ends the rest:
 * the time it takes is bounded whatever the pattern.
 *
 * @example
 * ```ts
 * const parsed = parsePattern(".*\\.(q|v)_proj");
 * if (parsed.ok) matchPattern(parsed.pattern, "layers.0.q_proj", { mode: "full" }); // "match"
 * ```
 * @see https://docs.python.org/3/library/re.html#re.fullmatch
 */
export function matchPattern(pattern: Pattern, text: string, options: MatchOptions): Verdict {
  return captureGroup(pattern, text, "", options).verdict;
}

/**
 * Matches, and says what a named group captured: `m.group(name)`, where undefined stands for None.
 *
 * @example
 * ```ts
 * const parsed = parsePattern("h\\.(?P<idx>\\d+)");
 * if (parsed.ok) captureGroup(parsed.pattern, "h.12.attn", "idx", { mode: "start" }).text; // "12"
 * ```
 */
export function captureGroup(
  { start, memory, names }: Pattern,
  text: string,
  name: string,
  { mode, budget = BUDGET }: MatchOptions,
): Capture {
  const machine: Machine = { text: Array.from(text), left: budget, lasts: memory.lasts };
  const end = run(machine, [start, 0, memory.registers], mode === "full");
  if (!end) return { verdict: machine.left > 0 ? "no match" : "undecided", text: undefined };
  const span = memory.span(end[2], names.get(name) ?? 0);
  return { verdict: "match", text: span && machine.text.slice(...span).join("") };
}
