import { type Machine, run } from "../../src/pattern/machine.ts";
import type { Verdict } from "../../src/pattern/match.ts";
import { spanAt } from "../../src/pattern/memory.ts";
import type { Pattern } from "../../src/pattern/parse.ts";

/** A verdict, and what a group captured in a match. */
export interface Capture {
  readonly verdict: Verdict;
  readonly text: string | undefined;
}

/** Matches as `m = re.match(…)`, and says `m.group("idx")`, where undefined stands for None. */
export function captureIndex({ start, groups }: Pattern, text: string): Capture {
  const { names, memory } = groups;
  const machine: Machine = { text: Array.from(text), left: 100_000, lasts: memory.lasts };
  const end = run(machine, [start, 0, memory.registers]);
  if (!end) return { verdict: machine.left > 0 ? "no match" : "undecided", text: undefined };
  const slot = memory.slots.get(names.get("idx") ?? 0);
  const span = slot === undefined ? undefined : spanAt(end[2], slot);
  return { verdict: "match", text: span && machine.text.slice(...span).join("") };
}
