import { Endings } from "./ending.ts";
import type { Inventory } from "./inventory.ts";

/** From so many targets on, PEFT looks for fewer names that reach the same modules. */
const LEAST = 20;

/**
 * Fewer and shorter targets that reach the same modules: of each target the shortest end that no
 * other module shares.
 *
 * @returns the shorter set, or the same one.
 * @see peft/tuners/tuners_utils.py _find_minimal_target_modules
 */
export function minimalTargets(
  inventory: Inventory,
  targets: ReadonlySet<string>,
): ReadonlySet<string> {
  if (targets.size < LEAST) return targets;
  const endings = new Endings(inventory, targets);
  const others = new Set<string>();
  inventory.modules.forEach(({ name }, position) => {
    if (endings.at(position) === undefined) for (const end of endsOf(name)) others.add(end);
  });
  const chosen = new Set<string>();
  const sorted = Array.from(targets, endsOf).sort(compareLists);
  for (const ends of sorted) {
    if (ends.slice(0, -1).some((end) => chosen.has(end))) continue;
    const end = ends.find((one) => !chosen.has(one) && !others.has(one));
    if (end !== undefined) chosen.add(end);
  }
  return chosen.size > 0 && chosen.size < targets.size ? chosen : targets;
}

/** A name's ends from the shortest on: `c`, `b.c`, `a.b.c`. */
function endsOf(name: string): readonly string[] {
  const ends = [name];
  for (let dot = name.indexOf("."); dot >= 0; dot = name.indexOf(".", dot + 1)) {
    ends.push(name.slice(dot + 1));
  }
  return ends.reverse();
}

/** Python's order of lists of texts, for texts without surrogates. */
function compareLists(one: readonly string[], other: readonly string[]): number {
  const length = Math.min(one.length, other.length);
  for (let place = 0; place < length; place++) {
    const [a = "", b = ""] = [one[place], other[place]];
    if (a !== b) return a < b ? -1 : 1;
  }
  return one.length - other.length;
}
