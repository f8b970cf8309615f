import type { Asked, Referred } from "./group.ts";
import { Memory } from "./memory.ts";
import type { Width } from "./node.ts";
import { fail, type Name, type Reader } from "./reader.ts";

const IDENTIFIER = /^[\p{XIDS}_]\p{XIDC}*$/u;
const NUMBER = /^\d+$/;
/** What else Python 3.11 reads as a number, and 3.12 refuses. */
const LOOSE_NUMBER = /^\s*\+?\p{Nd}+(_\p{Nd}+)*\s*$/u;

/** The capturing groups of a pattern, while it is read. */
export class Groups {
  /** Numbers by name. */
  readonly names = new Map<string, number>();
  /** Has registers for captures that matter: of groups that are asked for or have a name. */
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
  open(name?: Name): number {
    const index = this.widths.push(undefined) - 1;
    if (!name) return index;
    const other = this.#find(name);
    if (other !== undefined) {
      const message = `redefinition of group name ${quoted(name)} as group ${index}; was group ${other}`;
      fail(message, name.position);
    }
    this.names.set(name.text, index);
    this.memory.keep(index);
    return index;
  }

  /** The number of a group with this name. */
  named(name: Name): number {
    return this.#find(name) ?? fail(`unknown group name ${quoted(name)}`, name.position);
  }

  /** The group that is referred to at `position`. */
  refer(index: number, position: number): Referred {
    const width = this.widths[index];
    if (!width) fail("cannot refer to an open group", position);
    return { width, slot: this.#keep(index) };
  }

  /** The group that a condition asks for, by name or number. */
  ask(name: Name): Asked {
    const { text, position } = name;
    const isNumber = NUMBER.test(text);
    if (!isNumber && LOOSE_NUMBER.test(text)) {
      fail(`Python 3.11 knows a group ${quoted(name)}, 3.12 does not`, position, "unsupported");
    }
    const index = isNumber ? Number(text) : this.named(name);
    if (index === 0) fail("bad group number", position);
    this.#awaited.push([index, position]);
    return { isClosed: this.widths[index] !== undefined, slot: this.#keep(index) };
  }

  /** Holds that every group asked for has come, and that no fault came late. */
  settle(): void {
    for (const [index, position] of this.#awaited) {
      if (index >= this.widths.length) fail(`invalid group reference ${index}`, position);
    }
    if (this.late) fail(this.late, null);
  }

  /** The number of a group, if there is one of this name, which has to be an identifier. */
  #find(name: Name): number | undefined {
    if (!IDENTIFIER.test(name.text)) {
      fail(`bad character in group name ${quoted(name)}`, name.position);
    }
    return this.names.get(name.text);
  }

  /** The register of a group's capture. */
  #keep(index: number): number {
    if (this.barrier !== undefined) {
      const { position } = this.#reader;
      if (!this.widths[index]) fail("cannot refer to an open group", position);
      if (index >= this.barrier) {
        fail("cannot refer to group defined in the same lookbehind subpattern", position);
      }
    }
    return this.memory.keep(index);
  }
}

/** A name as Python quotes it in a message, except that it would escape what cannot be printed. */
function quoted({ text }: Name): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  return quote + text.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`) + quote;
}
