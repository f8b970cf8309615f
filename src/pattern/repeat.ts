import { repeatEffort } from "./effort.ts";
import { atomic, type Expression, LONGEST } from "./expression.ts";
import {
  type Memory,
  type Registers,
  roundAt,
  type State,
  type Thread,
  UNSURE,
} from "./machine.ts";
import { fail, type Reader } from "./reader.ts";

/** From this count on Python raises OverflowError. No lookbehind reaches further. */
export const TOO_LARGE = 4294967295;
const SIGNS: Readonly<Record<string, Range>> = {
  "?": [0, 1],
  "*": [0, Infinity],
  "+": [1, Infinity],
};

/** How often an item is repeated; at most Infinity when it is open. */
export type Range = readonly [min: number, max: number];

/** Reads a quantifier whose first sign has been taken; nothing for another token, such as a literal `{`. */
export function readQuantifier(reader: Reader, token: string): Range | undefined {
  if (token !== "{") return SIGNS[token];
  const start = reader.position;
  const counts = reader.take(/(?!\})\d*(,\d*)?\}/y);
  if (counts === "") return undefined;
  const [low, high = low] = counts.slice(0, -1).split(",");
  const min = Number(low);
  const max = Number(high || Infinity);
  if (min >= TOO_LARGE || Number(high) >= TOO_LARGE) fail("the repetition number is too large");
  if (max < min) fail("min repeat greater than max repeat", start);
  return [min, max];
}

/** In place of a register: there is none, and its value is undefined. */
const NONE = -1;

/** A quantified item; a lazy one takes as few rounds as it can. */
export function repeat(
  body: Expression,
  [min, max]: Range,
  isLazy: boolean,
  memory: Memory,
): Expression {
  const [least, most] = body.width;
  return {
    // Zero times Infinity is zero here.
    width: [min && least * min, max && most && most * max],
    example: () => body.example().repeat(Math.min(min, LONGEST)).slice(0, LONGEST),
    effort: () => repeatEffort(body, [min, max]),
    refusal: "multiple repeat",
    isLocal: body.isLocal === true && (max === 1 || (least > 0 && max === Infinity)),
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
        // In an open repetition, rounds beyond those needed all count the same.
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

/** A quantified item that never gives back: each round is final once it is done, and so is the whole. */
export function possessive(body: Expression, range: Range, memory: Memory): Expression {
  const whole = atomic(repeat(atomic(body), range, false, memory));
  return {
    ...whole,
    isLocal: false,
    before: (next) => {
      const { stores } = memory;
      const state = whole.before(next);
      // Python keeps captures of ways that failed here, which makes its answer hard to predict.
      return memory.stores === stores ? state : UNSURE;
    },
  };
}

/** The registers with one of them changed. */
const write = (registers: Registers, register: number, value: number): Registers =>
  register === NONE ? registers : registers.with(register, value);
