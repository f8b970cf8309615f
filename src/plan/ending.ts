import type { Inventory } from "./inventory.ts";

/** How a list of names matches a module: by its whole name, by its end, or not at all. */
export type Hold = "whole" | "end" | undefined;

/** A name of the list, and its place in the list. */
interface Entry {
  readonly text: string;
  readonly place: number;
}

/**
 * A list of module names, as PEFT matches it: an entry is the whole name, or its end after a dot.
 * Entries are never patterns. They are looked up by their last component.
 *
 * @see peft/tuners/tuners_utils.py check_target_module_exists
 */
export class Endings {
  readonly #inventory: Inventory;
  readonly #whole: ReadonlySet<string>;
  readonly #entries = new Map<string, Entry[]>();
  /** The entries by the number of their last component in the tree. */
  readonly #byLeaf: (readonly Entry[] | undefined)[] = [];

  constructor(inventory: Inventory, texts: Iterable<string>) {
    this.#inventory = inventory;
    this.#whole = new Set(texts);
    let place = 0;
    for (const text of texts) {
      const leaf = text.slice(text.lastIndexOf(".") + 1);
      const entries = this.#entries.get(leaf) ?? [];
      entries.push({ text, place: place++ });
      this.#entries.set(leaf, entries);
      const number = inventory.leafNumbers.get(leaf);
      if (number !== undefined) this.#byLeaf[number] = entries;
    }
  }

  /** How the list matches the module at a position. */
  at(position: number): Hold {
    const entries = this.#byLeaf[this.#inventory.leaves[position] ?? -1];
    if (entries === undefined) return undefined;
    return this.#hold(this.#inventory.modules[position]?.name ?? "", entries);
  }

  /** The same for any other name. */
  of(name: string): Hold {
    const entries = this.#entries.get(name.slice(name.lastIndexOf(".") + 1));
    return entries === undefined ? undefined : this.#hold(name, entries);
  }

  /** The places in the list of all entries that match the module at a position. */
  placesAt(position: number): readonly number[] {
    const entries = this.#byLeaf[this.#inventory.leaves[position] ?? -1] ?? [];
    const name = this.#inventory.modules[position]?.name ?? "";
    return entries.filter(({ text }) => endsWith(name, text)).map(({ place }) => place);
  }

  #hold(name: string, entries: readonly Entry[]): Hold {
    if (this.#whole.has(name)) return "whole";
    if (entries.length > FEW) return this.#holdsEnd(name) ? "end" : undefined;
    for (const { text } of entries) if (endsWith(name, text)) return "end";
    return undefined;
  }

  /** The same question the other way round, for lists with many entries of one last component. */
  #holdsEnd(name: string): boolean {
    for (let dot = name.indexOf("."); dot >= 0; dot = name.indexOf(".", dot + 1)) {
      if (this.#whole.has(name.slice(dot + 1))) return true;
    }
    return false;
  }
}

/** So many entries are compared one by one. */
const FEW = 4;

/** Whether a name is a text, or ends with it after a dot. */
export const endsWith = (name: string, text: string): boolean =>
  name.endsWith(text) &&
  (name.length === text.length || name.charCodeAt(name.length - text.length - 1) === 46);
