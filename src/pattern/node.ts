/** Python's `re` flags in force at one place of a pattern, as their letters: `"im"`. */
export type Flags = string;

/** One member of a set: an inclusive range of code points, or a class escape (`d`, `W`, …). */
export type Member = readonly [low: number, high: number] | string;

/** One character out of a set: a literal, `.`, `\d` and `[a-z]` are all written this way. */
export interface SetNode {
  readonly kind: "set";
  readonly members: readonly Member[];
  readonly negated: boolean;
  readonly flags: Flags;
}

/** A place between two characters: `^ $ \A \Z \b \B`, the letter or sign as it is written. */
export interface PlaceNode {
  readonly kind: "place";
  readonly sign: string;
  readonly flags: Flags;
}

/** Items one after the other. */
export interface SequenceNode {
  readonly kind: "sequence";
  readonly items: readonly Node[];
}

/** Alternatives, the first preferred. */
export interface ChoiceNode {
  readonly kind: "choice";
  readonly options: readonly Node[];
}

/** How a repetition trades length for success; a possessive one never gives back. */
export type Greed = "greedy" | "lazy" | "possessive";

/** A quantified item; `max` is Infinity when open. */
export interface RepeatNode {
  readonly kind: "repeat";
  readonly body: Node;
  readonly min: number;
  readonly max: number;
  readonly greed: Greed;
}

/** A capturing group, counted from 1. */
export interface GroupNode {
  readonly kind: "group";
  readonly index: number;
  readonly body: Node;
}

/** `\1` or `(?P=name)`: the text that the group last captured. */
export interface ReferenceNode {
  readonly kind: "reference";
  readonly index: number;
  readonly width: Width;
  readonly flags: Flags;
}

/** `(?(1)yes|no)`. */
export interface ConditionNode {
  readonly kind: "condition";
  readonly index: number;
  /** False while the group is open or yet to come. */
  readonly isClosed: boolean;
  readonly yes: Node;
  readonly no: Node;
}

/** A group matched on its own, once: `(?>…)` consumes, lookahead and lookbehind only look. */
export interface AloneNode {
  readonly kind: "alone";
  readonly body: Node;
  readonly use: "consume" | "require" | "forbid";
  /** How many characters before the place it starts: a lookbehind's width, else 0. */
  readonly behind: number;
}

export type Node =
  | SetNode
  | PlaceNode
  | SequenceNode
  | ChoiceNode
  | RepeatNode
  | GroupNode
  | ReferenceNode
  | ConditionNode
  | AloneNode;

/** How many characters an item can take. */
export type Width = readonly [least: number, most: number];
