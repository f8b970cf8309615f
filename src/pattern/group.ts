import { type Flags, lowerOf } from "./character.ts";
import { type State, UNSURE } from "./machine.ts";
import { type Memory, spanAt } from "./memory.ts";
import { EMPTY, either, type Node, type Width } from "./node.ts";

/** A capturing group. */
export const group = (index: number, body: Node, memory: Memory): Node => ({
  ...body,
  before: (next) => {
    const slot = memory.slots.get(index);
    if (slot === undefined) return body.before(next);
    memory.stores++;
    return store(slot, body.before(store(slot + 1, next)));
  },
});

/** The state that records its position. */
const store =
  (register: number, next: State): State =>
  (_, position, registers) => [[next, position, registers.with(register, position)]];

/** A group that is referred to: the register of its capture, and its width. */
export interface Referred {
  readonly slot: number;
  readonly width: Width;
}

/** A group that a condition asks for. */
export interface Asked {
  readonly slot: number;
  /** False while it is open or yet to come. */
  readonly isClosed: boolean;
}

/** `\1` or `(?P=name)`: the text that the group last captured. */
export const reference = ({ slot, width }: Referred, flags: Flags): Node => ({
  ...EMPTY,
  width,
  before: (next) => (machine, position, registers) => {
    const span = spanAt(registers, slot);
    if (!span) return [];
    const [start, end] = span;
    const length = end - start;
    machine.left -= length;
    const at = (from: number) =>
      machine.text
        .slice(from, from + length)
        .map((one) => (flags.includes("i") ? lowerOf(one, flags) : one))
        .join("");
    return at(start) === at(position) ? [[next, position + length, registers]] : [];
  },
});

/** `(?(1)yes|no)`; not to be foretold where the group is open or yet to come. */
export const condition = ({ slot, isClosed }: Asked, yes: Node, no: Node): Node => ({
  width: either(yes.width, no.width),
  example: yes.example,
  before: (next) => {
    const [met, unmet] = [yes.before(next), no.before(next)];
    const state: State = (_, position, registers) => [
      [spanAt(registers, slot) ? met : unmet, position, registers],
    ];
    return isClosed ? state : UNSURE;
  },
});
