import type { Answer, Flags, Member } from "./character.ts";
import { isCategory, isMember } from "./character.ts";
import { END, run, type State } from "./machine.ts";

/** A part of a pattern. */
export interface Node {
  /** How many characters it can take, as Python's `getwidth` counts them. */
  readonly width: Width;
  /** A short text that it probably matches, with dots where any character will do. */
  readonly example: () => string;
  /** What Python says to one who repeats it; nothing for what can be repeated. */
  readonly refusal?: string;
  /** The state that matches it and then goes on to `next`. */
  readonly before: (next: State) => State;
}

export type Width = readonly [least: number, most: number];

/** No example is longer, however often an item is to be repeated. */
export const LONGEST = 200;

/** What takes no character. */
export const EMPTY = { width: [0, 0], example: () => "" } as const;

/** One character out of a set: a literal, `.`, `\d` and `[a-z]` are all written this way. */
export function set(members: readonly Member[], flags: Flags, negated = false): Node {
  const has = (character: string): Answer => {
    const answers = members.map((member) => isMember(member, character, flags));
    if (answers.includes(true)) return !negated;
    return answers.includes(undefined) ? undefined : negated;
  };
  return {
    width: [1, 1],
    example: () =>
      members
        .flatMap(([low]) => (typeof low === "string" ? [] : String.fromCodePoint(low)))
        .slice(0, LONGEST)
        .concat(".", "a", "0", " ")
        .find(has) ?? "",
    before: (next) => (machine, position, registers) => {
      const character = machine.text[position];
      if (character === undefined) return [];
      machine.left -= members.length;
      const answer = has(character);
      if (answer === undefined) machine.left = 0;
      return answer ? [[next, position + 1, registers]] : [];
    },
  };
}

/** A place between two characters: `^ $ \A \Z \b \B`, the letter or sign as it is written. */
export const place = (sign: string, flags: Flags): Node => ({
  ...EMPTY,
  refusal: "nothing to repeat",
  before:
    (next) =>
    ({ text }, position, registers) =>
      places(text, position, flags)[sign] ? [[next, position, registers]] : [],
});

/** Which places a position is. */
function places(text: readonly string[], position: number, flags: Flags): Record<string, boolean> {
  const before = text[position - 1] ?? "";
  const after = text[position] ?? "";
  const isLine = flags.includes("m");
  const isEdge = isCategory("w", before, flags) !== isCategory("w", after, flags);
  return {
    A: before === "",
    "^": before === "" || (isLine && before === "\n"),
    Z: after === "",
    $: after === "" || (after === "\n" && (isLine || position === text.length - 1)),
    b: isEdge,
    B: !isEdge && text.length > 0,
  };
}

/** Items one after the other. */
export const sequence = (items: readonly Node[]): Node => ({
  width: items.map(({ width }) => width).reduce(([a, b], [c, d]) => [a + c, b + d], [0, 0]),
  example: () =>
    items
      .map((item) => item.example())
      .join("")
      .slice(0, LONGEST),
  before: (next) => items.reduceRight((after, item) => item.before(after), next),
});

/** Alternatives, the first preferred. */
export const choice = (options: readonly Node[]): Node => ({
  width: [
    Math.min(...options.map(({ width }) => width[0])),
    Math.max(...options.map(({ width }) => width[1])),
  ],
  example: () => options[0]?.example() ?? "",
  before: (next) =>
    options
      .map((option) => option.before(next))
      .reduceRight((second, first) => fork(first, second)),
});

/** The state from which two ways lead on, the first preferred. */
const fork =
  (first: State, second: State): State =>
  (_, position, registers) => [
    [second, position, registers],
    [first, position, registers],
  ];

/** `(?>…)`: a group matched on its own, of which only the first way counts. */
export const atomic = (body: Node): Node => ({
  ...body,
  before: (next) => {
    const inner = body.before(END);
    return (machine, position, registers) => {
      const end = run(machine, [inner, position, registers]);
      return end ? [[next, end[1], end[2]]] : [];
    };
  },
});

/** Lookahead, and lookbehind by so many characters: what has to be there, or must not be. */
export const look = (body: Node, isWanted: boolean, behind = 0): Node => ({
  ...EMPTY,
  before: (next) => {
    const inner = body.before(END);
    return (machine, position, registers) => {
      // Before the text nothing matches that takes a character.
      const end = run(machine, [inner, position - behind, registers]);
      if (isWanted === !end) return [];
      return [[next, position, end ? end[2] : registers]];
    };
  },
});
