import type { Width } from "./node.ts";
import { Fault, type Reader } from "./reader.ts";
import { quoted } from "./repr.ts";

const IDENTIFIER = /^[\p{XIDS}_]\p{XIDC}*$/u;
const NUMBER = /^\d+$/;
/** What else Python 3.11 reads as a number, and 3.12 refuses. */
const LOOSE_NUMBER = /^\s*\+?\p{Nd}+(_\p{Nd}+)*\s*$/u;

/** The capturing groups of a pattern, while it is read. */
export class Groups {
  /** Numbers by name. */
  readonly names = new Map<string, number>();
  /** Groups whose captures matter: a reference or condition asks for them, or they have a name. */
  readonly kept = new Set<number>();
  /** The first group that may not be referred to, as it is part of the same lookbehind. */
  barrier: number | undefined;
  /** Widths of the closed groups; an open one is undefined. Group 0 is the whole pattern. */
  readonly #widths: (Width | undefined)[] = [undefined];
  readonly #awaited: [index: number, position: number][] = [];

  /** How many groups were opened so far, the whole pattern included. */
  get count(): number {
    return this.#widths.length;
  }

  /** Opens the next group. */
  open(name: string | undefined, position: number): number {
    const index = this.#widths.push(undefined) - 1;
    if (name === undefined) return index;
    const other = this.names.get(name);
    if (other !== undefined) {
      const message = `redefinition of group name ${quoted(name)} as group ${index}; was group ${other}`;
      throw new Fault(message, position);
    }
    this.names.set(name, index);
    this.kept.add(index);
    return index;
  }

  isClosed(index: number): boolean {
    return this.#widths[index] !== undefined;
  }

  close(index: number, width: Width): void {
    this.#widths[index] = width;
  }

  /** The width of a group that is referred to at `position`. */
  refer(index: number, position: number, reader: Reader): Width {
    const width = this.#widths[index];
    if (!width) throw new Fault("cannot refer to an open group", position);
    this.#keep(index, reader);
    return width;
  }

  /** The number of the group that a condition names. */
  condition(name: string, position: number, reader: Reader): number {
    if (LOOSE_NUMBER.test(name) && !NUMBER.test(name)) {
      const message = `Python 3.11 knows a group ${quoted(name)}, 3.12 does not`;
      throw new Fault(message, position, "unsupported");
    }
    const index = NUMBER.test(name)
      ? this.#numbered(Number(name), position)
      : this.named(name, position);
    this.#keep(index, reader);
    return index;
  }

  /** The number of a group with this name. */
  named(name: string, position: number): number {
    checkName(name, position);
    const index = this.names.get(name);
    if (index === undefined) throw new Fault(`unknown group name ${quoted(name)}`, position);
    return index;
  }

  /** Holds that every group a condition named by number exists. */
  settle(): void {
    for (const [index, position] of this.#awaited) {
      if (index >= this.count) throw new Fault(`invalid group reference ${index}`, position);
    }
  }

  #numbered(index: number, position: number): number {
    if (index === 0) throw new Fault("bad group number", position);
    this.#awaited.push([index, position]);
    return index;
  }

  #keep(index: number, reader: Reader): void {
    this.kept.add(index);
    if (this.barrier === undefined) return;
    if (!this.isClosed(index)) throw new Fault("cannot refer to an open group", reader.position);
    if (index < this.barrier) return;
    const message = "cannot refer to group defined in the same lookbehind subpattern";
    throw new Fault(message, reader.position);
  }
}

/** Holds that a group's name is an identifier. */
export function checkName(name: string, position: number): void {
  if (!IDENTIFIER.test(name)) {
    throw new Fault(`bad character in group name ${quoted(name)}`, position);
  }
}
