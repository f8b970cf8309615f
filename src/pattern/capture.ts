import { type Flags, lowerOf } from "./character.ts";
import { UNBOUNDED } from "./effort.ts";
import { choice, EMPTY, type Expression, type Width } from "./expression.ts";
import { type Memory, type State, UNSURE } from "./machine.ts";

/** A group that captures, if something refers to it. */
export const group = (index: number, body: Expression, memory: Memory): Expression => ({
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

/** A group that something refers to: the register of its capture, and its width once it is closed. */
export interface Referred {
  readonly slot: number;
  readonly width: Width | undefined;
}

/** `\1` or `(?P=name)`: the text that the group last captured. */
export const reference = ({ slot, width = [0, 0] }: Referred, flags: Flags): Expression => ({
  ...EMPTY,
  width,
  effort: () => UNBOUNDED,
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

/** `(?(1)yes|no)`. It does not answer if the group is open or comes later. */
export const condition = (
  { slot, width }: Referred,
  yes: Expression,
  no: Expression,
): Expression => ({
  ...choice([yes, no]),
  effort: () => UNBOUNDED,
  isLocal: false,
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
