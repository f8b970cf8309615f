import type { MatchingPart } from "./matching.ts";
import type { Report } from "./problem.ts";

/** Warns of other parts whose layers PEFT adapts too: it compares numbers wherever the list has that name. */
export function warnElsewhere(
  parts: readonly MatchingPart[],
  numbers: readonly number[],
  report: Report,
): void {
  for (const { part, total } of parts) {
    const shared = numbers.filter((number) => number < (total ?? Infinity)).length;
    if (shared === 0) continue;
    const named = total === null ? "" : `, which has ${total} layers`;
    const word = part.split(".").at(-1)?.replace("_config", "");
    report(
      "layers-elsewhere",
      ["layers"],
      `PEFT also adapts ${shared} of these layers in ${part}${named}, if targetModules match there.`,
      `To leave them out, write excludeModules: ".*${word}.*", or what the names of its modules have in common.`,
    );
  }
}
