import type { NameAnswer } from "../pattern/name-test.ts";
import type { Inventory } from "./inventory.ts";
import { Sweep } from "./sweep.ts";

/**
 * Ranks or alphas by pattern. The first key that matches a name wins; PEFT tries them in the order in
 * which they are written.
 *
 * @see peft/utils/other.py get_pattern_key
 */
export class PatternKeys {
  readonly #keys: readonly { readonly key: string; readonly value: number; sweep: Sweep }[];
  /** The keys that matched a name so far. */
  readonly used = new Set<string>();
  /** The keys for which a name was given up. */
  readonly unsure = new Set<string>();

  constructor(inventory: Inventory, values: ReadonlyMap<string, number>) {
    this.#keys = Array.from(values, ([key, value]) => ({
      key,
      value,
      sweep: new Sweep(inventory, "key", key),
    }));
  }

  /** The value for the module at a position; undefined where no key matches. */
  at(position: number): number | undefined {
    return this.#find((sweep) => sweep.at(position));
  }

  /** The value for any other name, such as that of a parameter. */
  of(name: string): number | undefined {
    return this.#find((sweep) => sweep.of(name));
  }

  #find(ask: (sweep: Sweep) => NameAnswer): number | undefined {
    let found: number | undefined;
    for (const { key, value, sweep } of this.#keys) {
      const answer = ask(sweep);
      if (answer === undefined) this.unsure.add(key);
      if (!answer) continue;
      this.used.add(key);
      found ??= value;
    }
    return found;
  }
}
