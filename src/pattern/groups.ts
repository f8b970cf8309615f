import type { Width } from "./node.ts";
import { fail, type Name } from "./reader.ts";

const IDENTIFIER = /^[\p{XIDS}_]\p{XIDC}*$/u;
const NUMBER = /^\d+$/;
/** What else Python 3.11 reads as a number, and 3.12 refuses. */
const LOOSE_NUMBER = /^\s*\+?\p{Nd}+(_\p{Nd}+)*\s*$/u;

/** A group that is referred to: the register of its capture, and its width once it is closed. */
export interface Referred {
  readonly slot: number;
  readonly width: Width | undefined;
}

/** The capturing groups of a pattern, and the registers that a match of it needs. */
export class Groups {
  /** Numbers by name. */
  readonly names = new Map<string, number>();
  /** Widths of the closed groups; an open one is undefined. Group 0 is the whole pattern. */
  readonly widths: (Width | undefined)[] = [undefined];
  /** The first group that may not be referred to, as it is part of the same lookbehind. */
  barrier = Infinity;
  /** What Python finds wrong only once the whole pattern is read. */
  late: string | undefined;
  /** What the registers hold at the start; groups and repetitions ask for them. */
  readonly registers: number[] = [];
  /** The first register of each group whose captures matter; the second follows it. */
  readonly slots: Record<number, number> = {};
  /** How many states record a capture. */
  stores = 0;
  readonly #awaited: [index: number, position: number][] = [];

  /** Opens the next group. */
  open(name?: Name): number {
    const index = this.widths.push(undefined) - 1;
    if (name) {
      const other = this.#find(name);
      if (other) {
        const message = `redefinition of group name ${quoted(name)} as group ${index}; was group ${other}`;
        fail(message, name.position);
      }
      this.names.set(name.text, index);
    }
    return index;
  }

  /** The number of a group with this name. */
  named(name: Name): number {
    return this.#find(name) ?? fail(`unknown group name ${quoted(name)}`, name.position);
  }

  /** The group that is referred to from `start` to `end`; one that a condition asks for has no start. */
  refer(index: number, end: number, start?: number): Referred {
    const width = this.widths[index];
    if (!width && (start !== undefined || this.barrier < Infinity)) {
      fail("cannot refer to an open group", start ?? end);
    }
    if (index >= this.barrier) {
      fail("cannot refer to group defined in the same lookbehind subpattern", end);
    }
    return { width, slot: this.keep(index) };
  }

  /** The group that a condition asks for, by name or number; it may be open or yet to come. */
  ask(name: Name, end: number): Referred {
    const { text, position } = name;
    const isNumber = NUMBER.test(text);
    if (!isNumber && LOOSE_NUMBER.test(text)) fail();
    const index = isNumber ? Number(text) : this.named(name);
    if (index === 0) fail("bad group number", position);
    this.#awaited.push([index, position]);
    return this.refer(index, end);
  }

  /** The first register of a group, whose captures are kept from now on. */
  keep(index: number): number {
    this.slots[index] ??= this.registers.push(-1, -1) - 2;
    return this.slots[index];
  }

  /** Holds that every group asked for has come, and that no fault came late. */
  settle(): void {
    for (const [index, position] of this.#awaited) {
      if (index >= this.widths.length) fail(`invalid group reference ${index}`, position);
    }
    if (this.late) fail(this.late);
  }

  /** The number of a group, if there is one of this name, which has to be an identifier. */
  #find(name: Name): number | undefined {
    if (!IDENTIFIER.test(name.text)) {
      fail(`bad character in group name ${quoted(name)}`, name.position);
    }
    return this.names.get(name.text);
  }
}

/** A name as Python quotes it in a message, except that it would escape what cannot be printed. */
function quoted({ text }: Name): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  return quote + text.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`) + quote;
}
