import { type Registers, roundAt, type State, type Thread, UNSURE } from "./machine.ts";
import type { Memory } from "./memory.ts";
import { atomic, LONGEST, type Node } from "./node.ts";
import type { Range } from "./quantifier.ts";

/** In place of a register: there is none, and what it holds is undefined. */
const NONE = -1;

/** A quantified item; a lazy one takes as few rounds as it can. */
export function repeat(body: Node, [min, max]: Range, isLazy: boolean, memory: Memory): Node {
  const [least, most] = body.width;
  return {
    // Nothing without end is nothing.
    width: [min && least * min, max && most && most * max],
    example: () => body.example().repeat(Math.min(min, LONGEST)).slice(0, LONGEST),
    refusal: "multiple repeat",
    before: (next) => {
      const isOnce = min === 0 && max === 1;
      const isOpen = min < 2 && max === Infinity;
      // `?`, `*` and `+` need no counter, as the last starts in its body.
      const counter = isOnce || isOpen ? NONE : memory.registers.push(0) - 1;
      const last = isOnce || least > 0 ? NONE : memory.registers.push(-1) - 1;
      const needed = isOpen ? 0 : min;
      const head: State = (_, position, registers) => {
        const count = registers[counter] ?? 0;
        const to = (state: State, rounds: number, start: number): Thread => {
          return [state, position, write(write(registers, counter, rounds), last, start)];
        };
        // Where there is no end, more rounds than are needed are not told apart.
        const rounds = Math.min(count + 1, max === Infinity ? needed : max);
        if (count < needed) return [to(round, rounds, -1)];
        const here = roundAt(position);
        const ways = [to(next, 0, -1)];
        if (count < max && registers[last] !== here) ways.push(to(round, rounds, here));
        return isLazy ? ways.reverse() : ways;
      };
      const round = body.before(isOnce ? next : head);
      return isOpen && min === 1 ? round : head;
    },
  };
}

/** A quantified item that never gives back: every round is settled once it is done, and so is the whole. */
export function possessive(body: Node, range: Range, memory: Memory): Node {
  const whole = atomic(repeat(atomic(body), range, false, memory));
  return {
    ...whole,
    before: (next) => {
      const { stores } = memory;
      const state = whole.before(next);
      // Python keeps captures of ways that failed here, so that its answer is hard to foresee.
      return memory.stores === stores ? state : UNSURE;
    },
  };
}

/** The registers with one of them changed. */
const write = (registers: Registers, register: number, value: number): Registers =>
  register === NONE ? registers : registers.with(register, value);
