import { type NameAnswer, type NameTest, nameTest, type Place } from "../pattern/name-test.ts";
import type { PatternRole } from "../pattern/role.ts";
import type { Inventory } from "./inventory.ts";

/**
 * One pattern, and its answers for all modules of a tree. A module's name is read from where its
 * parent's ended, and what a piece does to a place is worked out once.
 */
export class Sweep {
  readonly #inventory: Inventory;
  readonly #test: NameTest | undefined;
  #places: readonly Place[] | undefined;

  constructor(inventory: Inventory, role: PatternRole, text: string) {
    this.#inventory = inventory;
    this.#test = nameTest(role, text);
  }

  /** Whether the module at a position matches; undefined where that is not known. */
  at(position: number): NameAnswer {
    const test = this.#test;
    if (test === undefined) return undefined;
    const place = this.#walk(test)?.[position];
    if (place === undefined) return test.test(this.#inventory.modules[position]?.name ?? "");
    return "isEnd" in place ? place.isEnd : test.isEnd(place);
  }

  /** Whether any other name matches, such as that of a parameter. */
  of(name: string): NameAnswer {
    return this.#test?.test(name);
  }

  /** The place after each name; undefined where the pattern cannot be read in pieces. */
  #walk(test: NameTest): readonly Place[] | undefined {
    const { start } = test;
    if (start === undefined) return undefined;
    if (this.#places !== undefined) return this.#places;
    const { parents, pieces, texts } = this.#inventory;
    const places: Place[] = [];
    for (let position = 0; position < parents.length; position++) {
      const from = places[parents[position] ?? -1] ?? start;
      const piece = pieces[position] ?? 0;
      let place = from.pieces[piece];
      if (place === undefined) {
        place = test.step(from, texts[piece] ?? "");
        from.pieces[piece] = place;
      }
      places.push(place);
    }
    this.#places = places;
    return places;
  }
}
