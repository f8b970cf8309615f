import {
  END,
  findMatch,
  type Machine,
  type State,
  type Thread,
} from "../../src/pattern/machine.ts";
import type { Pattern } from "../../src/pattern/parser.ts";
import { type PatternRole, parseRole } from "../../src/pattern/role.ts";

/** What a match says. `undecided`: the budget was spent, or Python's case tables would be needed. */
export type Verdict = "match" | "no match" | "undecided";

/** How a pattern is applied. */
export interface MatchOptions {
  /** `full`: the whole text, as `re.fullmatch`. `start`: some beginning of it, as `re.match`. */
  readonly mode: "full" | "start";
  /** Steps before the answer is `undecided`. */
  readonly budget?: number;
}

/** The end of a text, and then of the pattern. */
const TEXT_END: State = ({ text }, position, registers) =>
  position === text.length ? [[END, position, registers]] : [];

/** Says whether a text matches, as Python's `re.fullmatch` or `re.match` would. */
export function matchPattern(
  { root, memory }: Pattern,
  text: string,
  { mode, budget = 100_000 }: MatchOptions,
): Verdict {
  const { registers } = memory;
  const { length } = registers;
  const machine: Machine = { text: Array.from(text), left: budget };
  const end = findMatch(machine, [root.before(mode === "full" ? TEXT_END : END), 0, registers]);
  // Others who match the pattern have states, counters and budgets of their own.
  registers.length = length;
  if (end) return "match";
  return machine.left > 0 ? "no match" : "undecided";
}

/** Whether PEFT finds that a module's name matches a text in a role; `invalid` where it raises. */
export function matchesRole(role: PatternRole, text: string, name: string): Verdict | "invalid" {
  const parsed = parseRole(role, text);
  if (!parsed.ok) return parsed.message === undefined ? "undecided" : "invalid";
  return matchPattern(parsed, name, { mode: role === "target" ? "full" : "start" });
}

/** A verdict, and what a group captured in a match. */
export interface Capture {
  readonly verdict: Verdict;
  readonly text: string | undefined;
}

/** Matches as `m = re.match(…)`, and says `m.group("idx")`, where undefined stands for None. */
export function captureIndex({ root, memory, names }: Pattern, text: string): Capture {
  const index = names.get("idx");
  // What no reference asks for is not kept otherwise.
  if (index) memory.slots[index] ??= memory.registers.push(-1, -1) - 2;
  const slot = memory.slots[index ?? 0];
  const machine: Machine = { text: Array.from(text), left: 100_000 };
  const end: Thread | undefined = findMatch(machine, [root.before(END), 0, memory.registers]);
  if (!end) return { verdict: machine.left > 0 ? "no match" : "undecided", text: undefined };
  const [from = -1, to = -1] = slot === undefined ? [] : end[2].slice(slot);
  return { verdict: "match", text: to < 0 ? undefined : machine.text.slice(from, to).join("") };
}
