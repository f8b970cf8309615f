/** Captured places, counters and starts of rounds; -1 is unset, and what is below starts a round. */
export type Registers = readonly number[];

/** One way of matching: where it is in the pattern and in the text, and what it remembers. */
export type Thread = readonly [state: State, position: number, registers: Registers];

/** A place in a pattern: it says where one can go from here, the preferred way last. */
export type State = (machine: Machine, position: number, registers: Registers) => readonly Thread[];

/** The end of a pattern, or of a part that is matched on its own. */
export const END: State = () => [];

/** The place from which no answer is to be had: all steps that were left are spent. */
export const UNSURE: State = (machine) => {
  machine.left = 0;
  return [];
};

/** The start of a round as its register holds it; it only matters as long as one is still there. */
export const roundAt = (position: number): number => -2 - position;

/** What one match works on. */
export interface Machine {
  /** The text, by code points. */
  readonly text: readonly string[];
  /** Steps that may still be taken. */
  left: number;
}

/**
 * The first way to the end, in Python's order; nothing if there is none, or no step left.
 *
 * No choice is faced twice, so `(.*)*x!` is answered at once, and the steps end the rest:
 * the time it takes is bounded whatever the pattern.
 */
export function run(machine: Machine, start: Thread): Thread | undefined {
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
      // No use in parting where ways parted before, with the same text left and the same memory.
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
