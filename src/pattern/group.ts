import type { Referred } from "./capture.ts";
import type { Width } from "./expression.ts";
import type { Memory } from "./machine.ts";
import { fail, type Name } from "./reader.ts";

/** What Python accepts as the name of a group. */
const IDENTIFIER = /^[\p{XIDS}_]\p{XIDC}*$/u;
/** What it accepts as the number of one. */
const NUMBER = /^\d+$/;
/** What Python 3.11 also reads as a number, and 3.12 refuses. */
const LOOSE_NUMBER = /^\s*\+?\p{Nd}(_?\p{Nd})*\s*$/u;

/** The groups of a pattern while it is read: how they are numbered, named and referred to. */
export class Groups {
  /** Has registers for the captures that matter: those of groups that something refers to. */
  readonly memory: Memory = { registers: [], slots: {}, stores: 0 };
  /** Numbers by name. */
  readonly names = new Map<string, number>();
  /** Widths of the closed groups; an open group has none. Group 0 is the whole pattern. */
  readonly #widths: (Width | undefined)[] = [undefined];
  /** The groups that conditions ask for, and where. */
  readonly #asked: [index: number, position: number][] = [];
  /** The first group of the lookbehind that is being read; nothing in it may refer to it. */
  #barrier = Infinity;

  /** Numbers a group that starts here, and names it. */
  open(name?: Name): number {
    const index = this.#widths.push(undefined) - 1;
    if (name) {
      const other = this.#find(name);
      if (other)
        fail(
          `redefinition of group name ${quoteName(name)} as group ${index}; was group ${other}`,
          name.position,
        );
      this.names.set(name.text, index);
    }
    return index;
  }

  /** Ends a group: from here on the pattern may refer to it. */
  close(index: number, width: Width): void {
    this.#widths[index] = width;
  }

  /** What a lookbehind reads: it may not refer to the groups it defines. */
  readBehind<Value>(read: () => Value): Value {
    const outer = this.#barrier;
    this.#barrier = Math.min(outer, this.#widths.length);
    const value = read();
    this.#barrier = outer;
    return value;
  }

  /** The group that a reference from `start` to `end` names by number. */
  refer(index: number, start: number, end: number): Referred {
    if (!this.#widths[index]) fail("cannot refer to an open group", start);
    return this.#remember(index, end);
  }

  /** The group that `(?P=name)` names; the reference ends at `end`. */
  referByName(name: Name, end: number): Referred {
    return this.refer(this.#numberOf(name), name.position, end);
  }

  /** The group that a condition asks for by name or number: outside a lookbehind any group. */
  ask(name: Name, end: number): Referred {
    const { text, position } = name;
    let index = Number(text);
    if (!NUMBER.test(text)) index = LOOSE_NUMBER.test(text) ? fail() : this.#numberOf(name);
    if (index === 0) fail("bad group number", position);
    this.#asked.push([index, position]);
    return this.#barrier < Infinity ? this.refer(index, end, end) : this.#remember(index, end);
  }

  /** Fails unless a group of this number has been opened. */
  expect(index: number, position: number): void {
    if (index >= this.#widths.length) fail(`invalid group reference ${index}`, position);
  }

  /** At the end of the pattern: every group that a condition asks for must be there. */
  expectAsked(): void {
    for (const [index, position] of this.#asked) this.expect(index, position);
  }

  #remember(index: number, end: number): Referred {
    if (index >= this.#barrier) {
      fail("cannot refer to group defined in the same lookbehind subpattern", end);
    }
    const { slots, registers } = this.memory;
    slots[index] ??= registers.push(-1, -1) - 2;
    return { width: this.#widths[index], slot: slots[index] };
  }

  #numberOf(name: Name): number {
    return this.#find(name) || fail(`unknown group name ${quoteName(name)}`, name.position);
  }

  /** The number of a group, if there is one of this name, which has to be an identifier. */
  #find(name: Name): number | undefined {
    if (!IDENTIFIER.test(name.text))
      fail(`bad character in group name ${quoteName(name)}`, name.position);
    return this.names.get(name.text);
  }
}

/** Quotes a name as Python does in a message, except that Python escapes unprintable characters. */
function quoteName({ text }: Name): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  return quote + text.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`) + quote;
}
