import { type NameAnswer, type NameTest, nameTest, type Place } from "../pattern/name-test.ts";
import type { PatternRole } from "../pattern/role.ts";
import type { Inventory } from "./inventory.ts";

/** Answers as numbers. */
const [NO, YES, UNSURE] = [0, 1, 2];

/**
 * One pattern, and its answers for all modules of a tree. A module's name is read from where its
 * parent's ended, and what a piece does to a place is worked out once. A pattern that cannot be read
 * in pieces is tried once for all names that it cannot tell apart.
 */
export class Sweep {
  readonly #inventory: Inventory;
  readonly #test: NameTest | undefined;
  #answers: Uint8Array | undefined;

  constructor(inventory: Inventory, role: PatternRole, text: string) {
    this.#inventory = inventory;
    this.#test = nameTest(role, text);
  }

  /** Whether the module at a position matches; undefined where that is not known. */
  at(position: number): NameAnswer {
    this.#answers ??= this.#ask();
    const answer = this.#answers[position];
    return answer === UNSURE ? undefined : answer === YES;
  }

  /** Whether any other name matches, such as that of a parameter. */
  of(name: string): NameAnswer {
    return this.#test?.test(name);
  }

  #ask(): Uint8Array {
    const answers = new Uint8Array(this.#inventory.modules.length).fill(UNSURE);
    const test = this.#test;
    if (test === undefined) return answers;
    if (test.start !== undefined) this.#walk(test, test.start, answers);
    else this.#tryEach(test, answers);
    return answers;
  }

  #walk(test: NameTest, start: Place, answers: Uint8Array): void {
    const { parents, pieces, texts } = this.#inventory;
    const places = new Array<Place>(parents.length);
    for (let position = 0; position < parents.length; position++) {
      const parent = parents[position] as number;
      const from = parent < 0 ? start : (places[parent] as Place);
      const piece = pieces[position] as number;
      let place = from.pieces[piece];
      if (place === undefined) {
        place = test.step(from, texts[piece] ?? "");
        from.pieces[piece] = place;
      }
      places[position] = place;
      answers[position] = toNumber(place.isEnd ?? test.isEnd(place));
    }
  }

  #tryEach(test: NameTest, answers: Uint8Array): void {
    const { modules, folds } = this.#inventory;
    const { numbers } = folds();
    const known: number[] = [];
    for (let position = 0; position < modules.length; position++) {
      const fold = test.canFold ? (numbers[position] as number) : position;
      known[fold] ??= toNumber(test.test(modules[position]?.name ?? ""));
      answers[position] = known[fold];
    }
  }
}

const toNumber = (answer: NameAnswer): number =>
  answer === undefined ? UNSURE : answer ? YES : NO;
