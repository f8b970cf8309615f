/** Captured places, counters and starts of rounds; -1 is unset, and a lower value starts a round. */
export type Registers = readonly number[];

/** One way of matching: its place in the pattern and in the text, and its registers. */
export type Thread = readonly [state: State, position: number, registers: Registers];

/** A place in a pattern: it returns the ways that lead on, the preferred one last. */
export type State = (machine: Machine, position: number, registers: Registers) => readonly Thread[];

/** The end of a pattern, or of a part matched on its own. */
export const END: State = () => [];

/** A place without an answer: it spends all steps that are left. */
export const UNSURE: State = (machine) => {
  machine.left = 0;
  return [];
};

/** The start of a round as a register has it. It matters only while the match is still there. */
export const roundAt = (position: number): number => -2 - position;

/** The registers of a pattern. Groups and repetitions add those they need. */
export interface Memory {
  /** Their values at the start. */
  readonly registers: number[];
  /** The first register of each group whose captures matter; the second follows it. */
  readonly slots: Record<number, number>;
  /** How many states record a capture. */
  stores: number;
}

/** What one match works on. */
export interface Machine {
  /** The text, by code points. */
  readonly text: readonly string[];
  /** Steps that may still be taken. */
  left: number;
}

/**
 * Finds the first way to the end, in Python's order; nothing if none exists or no step is left.
 *
 * It makes no choice twice, so `(.*)*x!` has an answer at once, and the steps end everything else:
 * no pattern takes longer than they allow.
 */
export function findMatch(machine: Machine, start: Thread): Thread | undefined {
  const seen = new Map<State, Set<string>>();
  const stack = [start];
  while (machine.left > 0) {
    const thread = stack.pop();
    if (!thread) return undefined;
    const [state, position, registers] = thread;
    machine.left -= 1 + registers.length;
    if (state === END) return thread;
    const ways = state(machine, position, registers);
    if (ways.length > 1) {
      // A fork with the same text left and the same registers leads nowhere new.
      const memory = registers.map((value) => (value < -1 ? value === roundAt(position) : value));
      const place = `${position} ${memory}`;
      const places = seen.get(state) ?? new Set();
      if (places.has(place)) continue;
      seen.set(state, places.add(place));
    }
    stack.push(...ways);
  }
  return undefined;
}
