import type { Groups } from "./groups.ts";
import { type Registers, roundAt, type State, type Thread, UNSURE } from "./machine.ts";
import { atomic, fork, LONGEST, type Node } from "./node.ts";
import type { Range } from "./quantifier.ts";

/** In place of a register: there is none, and what it holds is undefined. */
const NONE = -1;

/** A quantified item; a lazy one takes as few rounds as it can. */
export function repeat(body: Node, range: Range, isLazy: boolean, groups: Groups): Node {
  const [min, max] = range;
  const [least, most] = body.width;
  return {
    // Nothing without end is nothing.
    width: [min && least * min, max && most && most * max],
    example: () => body.example().repeat(Math.min(min, LONGEST)).slice(0, LONGEST),
    refusal: "multiple repeat",
    before: (next) => {
      if (min > 0 || max !== 1) return loop(body, range, isLazy, groups, next);
      const once = body.before(next);
      return isLazy ? fork(next, once) : fork(once, next);
    },
  };
}

/** A quantified item that never gives back: every round is settled once it is done, and so is the whole. */
export function possessive(body: Node, range: Range, groups: Groups): Node {
  const whole = atomic(repeat(atomic(body), range, false, groups));
  return {
    ...whole,
    before: (next) => {
      const { stores } = groups;
      const state = whole.before(next);
      // Python keeps captures of ways that failed here, so that its answer is hard to foresee.
      return groups.stores === stores ? state : UNSURE;
    },
  };
}

/** A repetition; `*` and `+` need no counter, as the latter starts in its body. */
function loop(
  body: Node,
  [min, max]: Range,
  isLazy: boolean,
  { registers: memory }: Groups,
  next: State,
): State {
  const isOpen = max === Infinity && min < 2;
  const counter = isOpen ? NONE : memory.push(0) - 1;
  const last = body.width[0] > 0 ? NONE : memory.push(-1) - 1;
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
    if (count === max || registers[last] === roundAt(position)) return [leave];
    const again = to(round, rounds, roundAt(position));
    return isLazy ? [again, leave] : [leave, again];
  };
  const round = body.before(head);
  return isOpen && min === 1 ? round : head;
}

/** The registers with one of them changed. */
const write = (registers: Registers, register: number, value: number): Registers =>
  register === NONE ? registers : registers.with(register, value);
