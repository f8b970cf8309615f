import { type Registers, type State, type Thread, UNSURE } from "./machine.ts";
import type { Memory } from "./memory.ts";
import { atomic, fork, LONGEST, type Node } from "./node.ts";
import type { Range } from "./quantifier.ts";

/** Python's stand-in for "without end". */
const ENDLESS = 2 ** 64;
/** In place of a register: there is none, and what it holds is undefined. */
const NONE = -1;

/** A quantified item; a lazy one takes as few rounds as it can. */
export function repeat(body: Node, range: Range, isLazy: boolean, memory: Memory): Node {
  const [min, max] = range;
  const [least, most] = body.width;
  return {
    width: [Math.min(least * min, ENDLESS), Math.min(most && most * max, ENDLESS)],
    example: () => body.example().repeat(Math.min(min, LONGEST)).slice(0, LONGEST),
    refusal: "multiple repeat",
    before: (next) => {
      if (max === 0) return next;
      if (max > 1 || min > 0) return loop(body, range, isLazy, memory, next);
      const once = body.before(next);
      return isLazy ? fork(next, once) : fork(once, next);
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

/** A repetition; `*` and `+` need no counter, as the latter starts in its body. */
function loop(body: Node, [min, max]: Range, isLazy: boolean, memory: Memory, next: State): State {
  const isOpen = max === Infinity && min < 2;
  const counter = isOpen ? NONE : memory.registers.push(0) - 1;
  const last = body.width[0] > 0 ? NONE : memory.registers.push(-1) - 1;
  memory.lasts.add(last);
  const least = isOpen ? 0 : min;
  /** More rounds than these need not be told apart. */
  const most = max === Infinity ? least : max;
  const head: State = (_, position, registers) => {
    const count = registers[counter] ?? 0;
    const to = (state: State, rounds: number, start: number): Thread => {
      const counted = write(registers, counter, rounds);
      return [state, position, write(counted, last, start)];
    };
    const rounds = Math.min(count + 1, most);
    if (count < least) return [to(round, rounds, -1)];
    const leave = to(next, 0, -1);
    if (count === max || registers[last] === position) return [leave];
    const again = to(round, rounds, position);
    return isLazy ? [again, leave] : [leave, again];
  };
  const round = body.before(head);
  return isOpen && min === 1 ? round : head;
}

/** The registers with one of them changed. */
const write = (registers: Registers, register: number, value: number): Registers =>
  register === NONE ? registers : registers.with(register, value);
