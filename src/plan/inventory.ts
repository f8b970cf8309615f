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
  /** The number of each module's row: modules whose names differ only in numbers are one row. */
  readonly rows: Int32Array;
  /** The names of the rows, with `*` for each number: `model.layers.*.mlp.down_proj`. */
  readonly rowNames: readonly string[];
  /** The first number in each name, after a name: the layer; -1 where there is none. */
  readonly layers: Int32Array;
  /** Numbers that names share which differ only in the values of digits. Made when first asked for. */
  readonly folds: () => { readonly numbers: Int32Array };
  /** Positions by name, made when first asked for. */
  readonly at: (name: string) => number | undefined;
}

const inventories = new WeakMap<readonly TreeModule[], Inventory>();

/** The inventory of a tree. It is made once for each tree. */
export function inventoryOf({ modules }: Pick<ModuleTree, "modules">): Inventory {
  const known = inventories.get(modules);
  if (known !== undefined) return known;
  const inventory = new Walk(modules).inventory();
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

  get texts(): readonly string[] {
    return [...this.map.keys()];
  }
}

/** A piece, once for all modules that have it. */
interface Piece {
  readonly number: number;
  readonly leaf: number;
  /** With `*` for each number in it. */
  readonly general: string;
  /** The first number after a name in it; -1 where there is none. */
  readonly layer: number;
  /** The rows of the modules with this piece, by the rows of their parents. */
  readonly rows: (number | undefined)[];
}

/** A walk through the names of a tree, from the root on. */
class Walk {
  readonly #modules: readonly TreeModule[];
  readonly #pieces = new Map<string, Piece>();
  readonly #leaves = new Numbers();
  readonly #rows = new Numbers();

  constructor(modules: readonly TreeModule[]) {
    this.#modules = modules;
  }

  inventory(): Inventory {
    const modules = this.#modules;
    const size = modules.length;
    const [parents, pieces, leaves] = [
      new Int32Array(size),
      new Int32Array(size),
      new Int32Array(size),
    ];
    const [rows, layers] = [new Int32Array(size), new Int32Array(size)];
    // The modules that the coming one may be in, the innermost last.
    const open: number[] = [];
    for (let position = 0; position < size; position++) {
      const { name } = modules[position] as TreeModule;
      let parent = -1;
      while (open.length > 0) {
        parent = open[open.length - 1] as number;
        if (isInside(name, (modules[parent] as TreeModule).name)) break;
        open.pop();
        parent = -1;
      }
      const above = parent < 0 ? "" : (modules[parent] as TreeModule).name;
      const piece = this.#piece(above === "" ? name : name.slice(above.length));
      const outer = parent < 0 ? -1 : (rows[parent] as number);
      const layer = parent < 0 ? -1 : (layers[parent] as number);
      parents[position] = parent;
      pieces[position] = piece.number;
      leaves[position] = piece.leaf;
      rows[position] = this.#row(piece, outer);
      layers[position] = layer >= 0 ? layer : piece.layer;
      open.push(position);
    }
    let places: Map<string, number> | undefined;
    let folds: Int32Array | undefined;
    return {
      folds: () => {
        folds ??= foldNames(parents, pieces, [...this.#pieces.keys()]);
        return { numbers: folds };
      },
      modules,
      parents,
      pieces,
      texts: [...this.#pieces.keys()],
      leaves,
      leafNumbers: this.#leaves.map,
      rows,
      rowNames: this.#rows.texts,
      layers,
      at: (name) => {
        places ??= new Map(modules.map((module, position) => [module.name, position]));
        return places.get(name);
      },
    };
  }

  #piece(text: string): Piece {
    const known = this.#pieces.get(text);
    if (known !== undefined) return known;
    const components = text.split(".");
    const layer = components.find((component, at) => at > 0 && NUMBER.test(component));
    const piece = {
      number: this.#pieces.size,
      leaf: this.#leaves.of(components.at(-1) ?? ""),
      general: components.map((component) => (NUMBER.test(component) ? "*" : component)).join("."),
      layer: layer === undefined ? -1 : Number(layer),
      rows: [],
    };
    this.#pieces.set(text, piece);
    return piece;
  }

  #row(piece: Piece, outer: number): number {
    const known = piece.rows[outer + 1];
    if (known !== undefined) return known;
    const above = outer < 0 ? "" : (this.#rows.texts[outer] ?? "");
    const row = this.#rows.of(above + piece.general);
    piece.rows[outer + 1] = row;
    return row;
  }
}

/** Numbers for names with 0 for every digit: a pair of the parent's number and the piece's. */
function foldNames(parents: Int32Array, pieces: Int32Array, texts: readonly string[]): Int32Array {
  const folded = new Numbers();
  const ofPiece = texts.map((text) => folded.of(text.replaceAll(/\d/g, "0")));
  const numbers = new Int32Array(parents.length);
  const below: (number | undefined)[][] = [];
  let next = 0;
  for (let position = 0; position < parents.length; position++) {
    const parent = parents[position] as number;
    const outer = parent < 0 ? 0 : (numbers[parent] as number) + 1;
    const piece = ofPiece[pieces[position] as number] as number;
    below[outer] ??= [];
    const known = (below[outer] as (number | undefined)[])[piece] ?? next;
    if (known === next) next++;
    (below[outer] as (number | undefined)[])[piece] = known;
    numbers[position] = known;
  }
  return numbers;
}

const NUMBER = /^\d+$/;

/** Whether a name lies below another. Everything lies below the root. */
const isInside = (name: string, outer: string): boolean =>
  outer === "" ||
  (name.length > outer.length && name.charCodeAt(outer.length) === DOT && name.startsWith(outer));

const DOT = 46;

/** The name of a parameter of a module. */
export const parameterName = ({ name }: TreeModule, key: string): string =>
  name === "" ? key : `${name}.${key}`;
