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

const BUDGET = 100_000;

/**
 * Says whether a text matches, as Python's `re.fullmatch` or `re.match` would.
 *
 * No choice is faced twice, so `(.*)*x!` is answered at once, and the budget ends the rest:
 * the time it takes is bounded whatever the pattern.
 *
 * @example
 * ```ts
 * const parsed = parsePattern(".*\\.(q|v)_proj");
 * if (parsed.ok) matchPattern(parsed.pattern, "layers.0.q_proj", { mode: "full" }); // "match"
 * ```
 * @see https://docs.python.org/3/library/re.html#re.fullmatch
 */
export function matchPattern(
  { start, groups: { memory } }: Pattern,
  text: string,
  { mode, budget = BUDGET }: MatchOptions,
): Verdict {
  const machine: Machine = { text: Array.from(text), left: budget, lasts: memory.lasts };
  if (run(machine, [start, 0, memory.registers], mode === "full")) return "match";
  return machine.left > 0 ? "no match" : "undecided";
}
