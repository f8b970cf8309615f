import { isCategory, lowerOf, setTest } from "./character.ts";
import { END, type Machine, type Registers, run, type State, type Thread } from "./machine.ts";
import type {
  AloneNode,
  Flags,
  Node,
  PlaceNode,
  ReferenceNode,
  RepeatNode,
  SetNode,
} from "./node.ts";
import type { Pattern } from "./parse.ts";
import { widthOf } from "./width.ts";

/** In place of a register: there is none, and what it holds is undefined. */
const NONE = -1;

/** A pattern made ready to run: its first state, and its memory. */
export class Program {
  readonly start: State;
  /** What the registers hold at the start. */
  readonly registers: number[] = [];
  /** Registers with the start of the latest round of a repetition. */
  readonly lasts = new Set<number>();
  /** The first register of each recorded group; the second follows it. */
  readonly #slots = new Map<number, number>();
  #ids = 0;
  #stores = 0;

  constructor({ root, kept }: Pattern) {
    for (const group of kept) this.#slots.set(group, this.registers.push(-1, -1) - 2);
    this.start = this.#build(root, END);
  }

  /** What a group captured; nothing when it took no part. */
  captured(text: readonly string[], registers: Registers, group: number) {
    const span = this.#span(registers, group);
    return span && text.slice(...span);
  }

  #span(registers: Registers, group: number): readonly [number, number] | undefined {
    const slot = this.#slots.get(group) ?? NONE;
    const [start = -1, end = -1] = [registers[slot], registers[slot + 1]];
    return start >= 0 && end >= start ? [start, end] : undefined;
  }

  /** The state that matches a node and then goes on to `next`. */
  #build(node: Node, next: State): State {
    switch (node.kind) {
      case "set":
        return setState(node, next);
      case "place":
        return placeState(node, next);
      case "sequence":
        return node.items.reduceRight((after, item) => this.#build(item, after), next);
      case "choice":
        return node.options
          .map((option) => this.#build(option, next))
          .reduceRight((second, first) => this.#fork(first, second));
      case "repeat":
        return this.#repeat(node, next);
      case "group": {
        const slot = this.#slots.get(node.index);
        if (slot === undefined) return this.#build(node.body, next);
        return this.#store(slot, this.#build(node.body, this.#store(slot + 1, next)));
      }
      case "reference":
        return this.#reference(node, next);
      case "condition": {
        if (!node.isClosed) return UNSURE;
        const [yes, no] = [this.#build(node.yes, next), this.#build(node.no, next)];
        return {
          step: (_, position, registers) => [
            [this.#span(registers, node.index) ? yes : no, position, registers],
          ],
        };
      }
      case "alone":
        return aloneState(node, this.#build(node.body, END), next);
    }
  }

  #fork(first: State, second: State): State {
    return {
      id: this.#ids++,
      step: (_, position, registers) => [
        [second, position, registers],
        [first, position, registers],
      ],
    };
  }

  #store(register: number, next: State): State {
    this.#stores++;
    return {
      step: (_, position, registers) => [[next, position, registers.with(register, position)]],
    };
  }

  #reference({ index, flags }: ReferenceNode, next: State): State {
    const fold = (one = "") => (one && flags.includes("i") ? lowerOf(one, flags) : one);
    return {
      step: (machine, position, registers) => {
        const captured = this.captured(machine.text, registers, index);
        if (!captured) return [];
        machine.left -= captured.length;
        const isSame = captured.every((one, i) => fold(one) === fold(machine.text[position + i]));
        return isSame ? [[next, position + captured.length, registers]] : [];
      },
    };
  }

  #repeat(node: RepeatNode, next: State): State {
    const { body, min, max, greed } = node;
    if (greed === "possessive") return this.#possessive(node, next);
    if (max === 0) return next;
    if (max > 1) return this.#loop(node, next);
    const once = this.#build(body, next);
    if (min === 1) return once;
    return greed === "lazy" ? this.#fork(next, once) : this.#fork(once, next);
  }

  /** Every round is settled once it is done, and so is the whole. */
  #possessive(node: RepeatNode, next: State): State {
    const round: Node = { kind: "alone", body: node.body, use: "consume", behind: 0 };
    const stores = this.#stores;
    const state = this.#build({ ...round, body: { ...node, body: round, greed: "greedy" } }, next);
    return this.#stores === stores ? state : UNSURE;
  }

  /** A repetition; `*` and `+` need no counter, as the latter starts in its body. */
  #loop({ body, min, max, greed }: RepeatNode, next: State): State {
    const open = max === Infinity && min < 2;
    const counter = open ? NONE : this.registers.push(0) - 1;
    const last = widthOf(body)[0] > 0 ? NONE : this.registers.push(-1) - 1;
    this.lasts.add(last);
    const least = open ? 0 : min;
    const head: State = {
      id: this.#ids++,
      step: (_, position, registers) => {
        const count = registers[counter] ?? 0;
        const to = (state: State, rounds: number, start: number): Thread => {
          const memory = [...registers];
          if (counter !== NONE) memory[counter] = rounds;
          if (last !== NONE) memory[last] = start;
          return [state, position, memory];
        };
        const rounds = max === Infinity ? Math.min(count + 1, least) : count + 1;
        if (count < least) return [to(round, rounds, -1)];
        const leave = to(next, 0, -1);
        if (count === max || registers[last] === position) return [leave];
        const again = to(round, rounds, position);
        return greed === "lazy" ? [again, leave] : [leave, again];
      },
    };
    const round = this.#build(body, head);
    return open && min === 1 ? round : head;
  }
}

/** Python keeps captures of ways that failed here, so that its answer is hard to foresee. */
const UNSURE: State = { step: (machine) => giveUp(machine) };

function giveUp(machine: Machine): [] {
  machine.left = 0;
  return [];
}

function setState(set: SetNode, next: State): State {
  const test = setTest(set);
  return {
    step: (machine, position, registers) => {
      const character = machine.text[position];
      if (character === undefined) return [];
      machine.left -= set.members.length;
      const answer = test(character);
      if (answer === undefined) return giveUp(machine);
      return answer ? [[next, position + 1, registers]] : [];
    },
  };
}

const placeState = ({ sign, flags }: PlaceNode, next: State): State => ({
  step: ({ text }, position, registers) =>
    isAt(sign, text, position, flags) ? [[next, position, registers]] : [],
});

function isAt(sign: string, text: readonly string[], position: number, flags: Flags): boolean {
  const [before, after] = [text[position - 1] ?? "", text[position] ?? ""];
  const isLine = flags.includes("m");
  switch (sign) {
    case "A":
      return position === 0;
    case "^":
      return position === 0 || (isLine && before === "\n");
    case "Z":
      return position === text.length;
    case "$":
      return after === "" || (after === "\n" && (isLine || position === text.length - 1));
    default: {
      const isEdge = isCategory("w", before, flags) !== isCategory("w", after, flags);
      return text.length > 0 && isEdge === (sign === "b");
    }
  }
}

/** A part matched on its own: only its first way counts, and a forbidden one must have none. */
const aloneState = ({ use, behind }: AloneNode, body: State, next: State): State => ({
  step: (machine, position, registers) => {
    const start = position - behind;
    const end = start < 0 ? undefined : run(machine, [body, start, registers], false);
    if (use === "forbid") return end ? [] : [[next, position, registers]];
    return end ? [[next, use === "consume" ? end[1] : position, end[2]]] : [];
  },
});
