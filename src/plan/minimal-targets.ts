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
  const chosen = new Set<string>();
  const groups = groupsOf(targets);
  const others = othersOf(inventory, targets, groups);
  for (const [leaf, group] of groups) {
    const same = others.get(inventory.leafNumbers.get(leaf) ?? -1) ?? [];
    if (same.length === 0) chosen.add(leaf);
    else chooseEnds(group, same, chosen);
  }
  return chosen.size > 0 && chosen.size < targets.size ? chosen : targets;
}

/** The targets by their last component. Targets of different ones never meet. */
function groupsOf(targets: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const target of targets) {
    const leaf = target.slice(target.lastIndexOf(".") + 1);
    const group = groups.get(leaf);
    if (group === undefined) groups.set(leaf, [target]);
    else group.push(target);
  }
  return groups;
}

/** The modules that no target reaches, by the number of their last component, as far as it is a target's. */
function othersOf(
  { modules, leaves, leafNumbers }: Inventory,
  targets: ReadonlySet<string>,
  groups: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<number, readonly string[]> {
  const others = new Map<number, string[]>();
  for (const leaf of groups.keys()) {
    const number = leafNumbers.get(leaf);
    if (number !== undefined) others.set(number, []);
  }
  for (let position = 0; position < modules.length; position++) {
    const group = others.get(leaves[position] ?? -1);
    const { name = "" } = modules[position] ?? {};
    if (group === undefined || targets.has(name)) continue;
    if (!endsOf(name).some((end) => targets.has(end))) group.push(name);
  }
  return others;
}

/** Chooses for each target the shortest end that no other module and no chosen target has. */
function chooseEnds(group: readonly string[], others: readonly string[], chosen: Set<string>) {
  const taken = new Set(others.flatMap(endsOf));
  for (const ends of group.map(endsOf).sort(compareLists)) {
    if (ends.slice(0, -1).some((end) => chosen.has(end))) continue;
    const end = ends.find((one) => !chosen.has(one) && !taken.has(one));
    if (end !== undefined) chosen.add(end);
  }
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
