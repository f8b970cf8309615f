import { END, findMatch } from "../pattern/machine.ts";
import { parsePattern } from "../pattern/parser.ts";
import { isAtLeast } from "../peft/releases.ts";
import type { Inventory } from "./inventory.ts";

/** Reads the layer index in a module's name; undefined if PEFT finds none. */
export type LayerReader = ((name: string) => number | undefined) & {
  /** Whether a number, once found, stays what it is however much follows in the name. */
  readonly isStable?: boolean;
};

/**
 * A reader for the modules of a tree: a number counts only with a name after it, so modules of one
 * parent have the same index.
 */
export function layerReaderAt(
  { modules, parents }: Inventory,
  read: LayerReader,
): (position: number) => number | undefined {
  const known = new Int32Array(modules.length).fill(UNREAD);
  const layerAt = (position: number): number => {
    const parent = parents[position] ?? -1;
    const above = modules[parent]?.name ?? "";
    const { name = "" } = modules[position] ?? {};
    // A module whose parent is missing from the tree has more than one component after it.
    if (above === "" || name.indexOf(".", above.length + 1) >= 0) return read(name) ?? NONE;
    if (known[parent] === UNREAD) {
      const outer = read.isStable === true ? layerAt(parent) : NONE;
      known[parent] = outer === NONE ? (read(name) ?? NONE) : outer;
    }
    return known[parent] as number;
  };
  return (position) => {
    const layer = layerAt(position);
    return layer === NONE ? undefined : layer;
  };
}

/** In place of a layer: it was not read yet; and there is none. */
const [UNREAD, NONE] = [-2, -1];

/** The steps that one name may take. */
const STEPS_PER_NAME = 200_000;

/** The digits that Python's `\d` and `int` take in a name. */
const DIGITS = /^\d+$/;

/**
 * How a release of PEFT reads the layer index. It has three meanings: the last number after a name
 * (up to 0.19), the first one (0.20), and the first one with the list allowed at the root where
 * `layersPattern` is given (from 0.21 on).
 *
 * @param patterns `layersPattern`, as a list; empty where none is given.
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 */
export function layerReader(patterns: readonly string[], release: string): LayerReader {
  const isLazy = isAtLeast(release, "0.20.0");
  if (patterns.length === 0) {
    const read = (name: string) => findNumber(name.split("."), isLazy);
    return Object.assign(read, { isStable: isLazy });
  }
  const isRootAllowed = isAtLeast(release, "0.21.0");
  const readers = patterns.map((pattern) =>
    /^\w+$/.test(pattern)
      ? listReader(pattern, isLazy, isRootAllowed)
      : patternReader(pattern, isLazy, isRootAllowed),
  );
  const read = (name: string) => {
    // The first pattern that matches at all decides, even if it captures no number.
    for (const reader of readers) {
      const found = reader(name);
      if (found !== undefined) return found ?? undefined;
    }
    return undefined;
  };
  const isStable = isLazy && patterns.length === 1 && /^\w+$/.test(patterns[0] ?? "");
  return Object.assign(read, { isStable });
}

/** `.*?\.[^.]*\.(\d+)\.` or its greedy form: two components before the number, one after it. */
function findNumber(components: readonly string[], isLazy: boolean): number | undefined {
  const numbers = components.map((text, place) => place > 1 && DIGITS.test(text));
  const place = isLazy
    ? numbers.slice(0, -1).indexOf(true)
    : numbers.slice(0, -1).lastIndexOf(true);
  return place < 0 ? undefined : Number(components[place]);
}

/** A number; null where the pattern matches without one; undefined where it does not match. */
type Reading = (name: string) => number | null | undefined;

/** The same for the plain name of a list, which is what nearly everybody writes. */
function listReader(list: string, isLazy: boolean, isRootAllowed: boolean): Reading {
  const least = isRootAllowed ? 0 : 1;
  return (name) => {
    const components = name.split(".");
    const isHere = components.map(
      (text, place) =>
        text === list &&
        place >= least &&
        place + 2 < components.length &&
        DIGITS.test(components[place + 1] ?? ""),
    );
    const place = isLazy ? isHere.indexOf(true) : isHere.lastIndexOf(true);
    return place < 0 ? undefined : Number(components[place + 1]);
  };
}

/** The same for any pattern. The repetition at its end, of no rounds, makes the parser keep the group. */
function patternReader(pattern: string, isLazy: boolean, isRootAllowed: boolean): Reading {
  const before = isRootAllowed ? "(?:^|.*?\\.)" : isLazy ? ".*?\\." : ".*\\.";
  const parsed = parsePattern(`${before}${pattern}\\.(?P<idx>\\d+)\\.(?:(?P=idx)){0}`);
  if (!parsed.ok) return () => undefined;
  const { root, memory, names } = parsed;
  const start = root.before(END);
  const slot = memory.slots[names.get("idx") ?? 0] ?? 0;
  return (name) => {
    const text = Array.from(name);
    const end = findMatch({ text, left: STEPS_PER_NAME }, [start, 0, memory.registers]);
    if (end === undefined) return undefined;
    const [, , registers] = end;
    const digits = text.slice(registers[slot], registers[slot + 1]).join("");
    return (registers[slot + 1] ?? -1) < 0 ? null : Number(digits);
  };
}
