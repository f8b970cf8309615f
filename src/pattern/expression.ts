import type { Answer, Flags, Member } from "./character.ts";
import { isCategory, isMember } from "./character.ts";
import {
  choiceEffort,
  type Effort,
  lookEffort,
  NO_EFFORT,
  sequenceEffort,
  setEffort,
} from "./effort.ts";
import { END, findMatch, type State } from "./machine.ts";

/** A part of a pattern. */
export interface Expression {
  /** How many characters it can take, as Python's `getwidth` counts them. */
  readonly width: Width;
  /** A short text that it probably matches, with dots where any character will do. */
  readonly example: () => string;
  /** What a backtracking matcher may have to try with it. */
  readonly effort: () => Effort;
  /** Python's message if a pattern repeats it; undefined if it can be repeated. */
  readonly refusal?: string;
  /**
   * Whether its states look at no more than the characters on both sides of their position. A pattern
   * of such parts alone can be matched character by character, for many texts at once.
   */
  readonly isLocal?: boolean;
  /** The state that matches it and then goes on to `next`. */
  readonly before: (next: State) => State;
}

export type Width = readonly [least: number, most: number];

/** No example is longer, however often an item is to be repeated. */
export const LONGEST = 200;

/** The members of an expression that takes no character. */
export const EMPTY = { width: [0, 0], example: () => "", effort: () => NO_EFFORT } as const;

/** One character out of a set. A literal, `.`, `\d` and `[a-z]` are all sets. */
export function set(members: readonly Member[], flags: Flags, negated = false): Expression {
  const has = (character: string): Answer => {
    const answers = members.map((member) => isMember(member, character, flags));
    if (answers.includes(true)) return !negated;
    return answers.includes(undefined) ? undefined : negated;
  };
  return {
    width: [1, 1],
    effort: () => setEffort(members, flags, negated),
    isLocal: true,
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

/** A place between two characters, by its letter or sign: `^ $ \A \Z \b \B`. */
export const anchor = (sign: string, flags: Flags): Expression => ({
  ...EMPTY,
  isLocal: true,
  refusal: "nothing to repeat",
  before:
    (next) =>
    ({ text }, position, registers) =>
      findAnchors(text, position, flags)[sign] ? [[next, position, registers]] : [],
});

/** The anchors that hold at a position. */
function findAnchors(
  text: readonly string[],
  position: number,
  flags: Flags,
): Record<string, boolean> {
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
export const sequence = (items: readonly Expression[]): Expression => ({
  isLocal: items.every(({ isLocal }) => isLocal === true),
  width: items.map(({ width }) => width).reduce(([a, b], [c, d]) => [a + c, b + d], [0, 0]),
  effort: () => sequenceEffort(items),
  example: () =>
    items
      .map((item) => item.example())
      .join("")
      .slice(0, LONGEST),
  before: (next) => items.reduceRight((after, item) => item.before(after), next),
});

/** Alternatives, the first preferred. */
export const choice = (options: readonly Expression[]): Expression => ({
  effort: () => choiceEffort(options.map(({ effort }) => effort())),
  isLocal: options.every(({ isLocal }) => isLocal === true),
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

/** `(?>…)`: a group that is matched on its own. Only its first way counts. */
export const atomic = (body: Expression): Expression => ({
  ...body,
  isLocal: false,
  before: (next) => {
    const inner = body.before(END);
    return (machine, position, registers) => {
      const end = findMatch(machine, [inner, position, registers]);
      return end ? [[next, end[1], end[2]]] : [];
    };
  },
});

/** Lookahead, or lookbehind by so many characters: the body must match there, or must not. */
export const look = (body: Expression, isWanted: boolean, behind = 0): Expression => ({
  ...EMPTY,
  effort: () => lookEffort(body.effort()),
  before: (next) => {
    const inner = body.before(END);
    return (machine, position, registers) => {
      // Before the text, nothing that takes a character matches.
      const end = findMatch(machine, [inner, position - behind, registers]);
      if (isWanted === !end) return [];
      return [[next, position, end ? end[2] : registers]];
    };
  },
});
