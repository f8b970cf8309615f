import { type Flags, lowerOf } from "./character.ts";
import { type State, UNSURE } from "./machine.ts";
import type { Memory } from "./memory.ts";
import { choice, EMPTY, type Node, type Width } from "./node.ts";

/** A capturing group. */
export const group = (index: number, body: Node, memory: Memory): Node => ({
  ...body,
  before: (next) => {
    const slot = memory.slots[index];
    if (slot === undefined) return body.before(next);
    memory.stores++;
    return store(slot, body.before(store(slot + 1, next)));
  },
});

/** The state that records its position. */
const store =
  (register: number, next: State): State =>
  (_, position, registers) => [[next, position, registers.with(register, position)]];

/** A group that is referred to: the register of its capture, and its width once it is closed. */
export interface Referred {
  readonly slot: number;
  readonly width: Width | undefined;
}

/** `\1` or `(?P=name)`: the text that the group last captured. */
export const reference = ({ slot, width = [0, 0] }: Referred, flags: Flags): Node => ({
  ...EMPTY,
  width,
  before: (next) => (machine, position, registers) => {
    const start = registers[slot] ?? -1;
    const end = registers[slot + 1] ?? -1;
    if (end < 0) return [];
    const length = end - start;
    machine.left -= length;
    const at = (from: number) =>
      machine.text
        .slice(from, from + length)
        .map((one) => lowerOf(one, flags))
        .join("");
    return at(start) === at(position) ? [[next, position + length, registers]] : [];
  },
});

/** `(?(1)yes|no)`; not to be foretold where the group is open or yet to come. */
export const condition = ({ slot, width }: Referred, yes: Node, no: Node): Node => ({
  ...choice([yes, no]),
  before: (next) => {
    const met = yes.before(next);
    const unmet = no.before(next);
    return width
      ? (_, position, registers) => [
          [(registers[slot + 1] ?? -1) < 0 ? unmet : met, position, registers],
        ]
      : UNSURE;
  },
});
