import type { ModuleTree, TreeModule } from "../model/tree.ts";

/**
 * The names of a tree, taken apart once for all patterns. A module's name is that of its parent and a
 * piece; the same pieces come again and again, and have numbers.
 */
export interface Inventory {
  readonly modules: readonly TreeModule[];
  /** The position of each module's parent; -1 for the root. */
  readonly parents: Int32Array;
  /** The number of each module's piece. */
  readonly pieces: Int32Array;
  /** The pieces by number, each with the dot before it if its parent is not the root. */
  readonly texts: readonly string[];
  /** The number of each module's last component among all last components. */
  readonly leaves: Int32Array;
  readonly leafNumbers: ReadonlyMap<string, number>;
  /** Positions by name, made when first asked for. */
  readonly at: (name: string) => number | undefined;
}

const inventories = new WeakMap<readonly TreeModule[], Inventory>();

/** The inventory of a tree. It is made once for each tree. */
export function inventoryOf({ modules }: Pick<ModuleTree, "modules">): Inventory {
  const known = inventories.get(modules);
  if (known !== undefined) return known;
  const inventory = takeInventory(modules);
  inventories.set(modules, inventory);
  return inventory;
}

/** Gives numbers to texts in the order in which they come. */
class Numbers {
  readonly map = new Map<string, number>();

  of(text: string): number {
    const known = this.map.get(text);
    if (known !== undefined) return known;
    const number = this.map.size;
    this.map.set(text, number);
    return number;
  }
}

function takeInventory(modules: readonly TreeModule[]): Inventory {
  const parents = new Int32Array(modules.length);
  const pieces = new Int32Array(modules.length);
  const leaves = new Int32Array(modules.length);
  const [pieceNumbers, leafNumbers] = [new Numbers(), new Numbers()];
  // The modules that the coming one may be in, the innermost last.
  const open: number[] = [];
  modules.forEach(({ name }, position) => {
    let parent = -1;
    for (;;) {
      parent = open.at(-1) ?? -1;
      if (parent < 0 || isInside(name, modules[parent]?.name ?? "")) break;
      open.pop();
    }
    const above = modules[parent]?.name ?? "";
    parents[position] = parent;
    pieces[position] = pieceNumbers.of(above === "" ? name : name.slice(above.length));
    leaves[position] = leafNumbers.of(name.slice(name.lastIndexOf(".") + 1));
    open.push(position);
  });
  let places: Map<string, number> | undefined;
  return {
    modules,
    parents,
    pieces,
    texts: [...pieceNumbers.map.keys()],
    leaves,
    leafNumbers: leafNumbers.map,
    at: (name) => {
      places ??= new Map(modules.map((module, position) => [module.name, position]));
      return places.get(name);
    },
  };
}

/** Whether a name lies below another. Everything lies below the root. */
const isInside = (name: string, outer: string): boolean =>
  outer === "" ||
  (name.length > outer.length && name[outer.length] === "." && name.startsWith(outer));

/** The name of a parameter of a module. */
export const parameterName = ({ name }: TreeModule, key: string): string =>
  name === "" ? key : `${name}.${key}`;
