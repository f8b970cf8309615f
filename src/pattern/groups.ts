import { Memory } from "./memory.ts";
import type { Width } from "./node.ts";
import { fail, type Reader } from "./reader.ts";

const IDENTIFIER = /^[\p{XIDS}_]\p{XIDC}*$/u;
const NUMBER = /^\d+$/;
/** What else Python 3.11 reads as a number, and 3.12 refuses. */
const LOOSE_NUMBER = /^\s*\+?\p{Nd}+(_\p{Nd}+)*\s*$/u;

/** The capturing groups of a pattern, while it is read. */
export class Groups {
  /** Numbers by name. */
  readonly names = new Map<string, number>();
  /** Where captures are kept that matter: a reference or condition asks for them, or they have a name. */
  readonly memory = new Memory();
  /** Widths of the closed groups; an open one is undefined. Group 0 is the whole pattern. */
  readonly widths: (Width | undefined)[] = [undefined];
  /** The first group that may not be referred to, as it is part of the same lookbehind. */
  barrier: number | undefined;
  /** What Python finds wrong only once the whole pattern is read. */
  late: string | undefined;
  readonly #reader: Reader;
  readonly #awaited: [index: number, position: number][] = [];

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /** Opens the next group. */
  open(name: string | undefined, position: number): number {
    const index = this.widths.push(undefined) - 1;
    if (name === undefined) return index;
    const other = this.names.get(name);
    if (other !== undefined) {
      const message = `redefinition of group name ${quoted(name)} as group ${index}; was group ${other}`;
      fail(message, position);
    }
    this.names.set(name, index);
    this.memory.keep(index);
    return index;
  }

  /** The width of a group that is referred to at `position`. */
  refer(index: number, position: number): Width {
    const width = this.widths[index];
    if (!width) fail("cannot refer to an open group", position);
    this.#keep(index);
    return width;
  }

  /** The number of the group that a condition names; it may be yet to come. */
  condition(name: string, position: number): number {
    if (LOOSE_NUMBER.test(name) && !NUMBER.test(name)) {
      fail(`Python 3.11 knows a group ${quoted(name)}, 3.12 does not`, position, "unsupported");
    }
    const index = NUMBER.test(name) ? Number(name) : this.named(name, position);
    if (index === 0) fail("bad group number", position);
    this.#awaited.push([index, position]);
    this.#keep(index);
    return index;
  }

  /** The number of a group with this name. */
  named(name: string, position: number): number {
    checkName(name, position);
    return this.names.get(name) ?? fail(`unknown group name ${quoted(name)}`, position);
  }

  /** Holds that every group a condition names exists, and that no fault came late. */
  settle(): void {
    for (const [index, position] of this.#awaited) {
      if (index >= this.widths.length) fail(`invalid group reference ${index}`, position);
    }
    if (this.late) fail(this.late, null);
  }

  #keep(index: number): void {
    this.memory.keep(index);
    if (this.barrier === undefined) return;
    const { position } = this.#reader;
    if (!this.widths[index]) fail("cannot refer to an open group", position);
    if (index >= this.barrier) {
      fail("cannot refer to group defined in the same lookbehind subpattern", position);
    }
  }
}

/** Holds that a group's name is an identifier. */
export function checkName(name: string, position: number): void {
  if (!IDENTIFIER.test(name)) fail(`bad character in group name ${quoted(name)}`, position);
}

/** A name as Python quotes it in a message, except that it would escape what cannot be printed. */
function quoted(name: string): string {
  const quote = name.includes("'") && !name.includes('"') ? '"' : "'";
  return quote + name.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`) + quote;
}
