/** Captured places, counters and starts of rounds; -1 is unset. */
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

/** What one match works on. */
export interface Machine {
  /** The text, by code points. */
  readonly text: readonly string[];
  /** Registers that only matter as long as they hold the current position. */
  readonly lasts: ReadonlySet<number>;
  /** Steps that may still be taken. */
  left: number;
}

/** The first way to the end, in Python's order; nothing if there is none, or no step left. */
export function run(machine: Machine, start: Thread, whole = false): Thread | undefined {
  const { text, lasts } = machine;
  const seen = new Map<State, Set<string>>();
  const stack = [start];
  while (machine.left > 0) {
    const thread = stack.pop();
    if (!thread) break;
    const [state, position, registers] = thread;
    machine.left -= 1 + registers.length;
    if (state === END && (!whole || position === text.length)) return thread;
    const ways = state(machine, position, registers);
    if (ways.length > 1) {
      // No use in parting where ways parted before, with the same text left and the same memory.
      const memory = registers.map((value, i) => (lasts.has(i) ? value === position : value));
      const place = `${position} ${memory}`;
      const places = seen.get(state) ?? new Set();
      if (places.has(place)) continue;
      seen.set(state, places.add(place));
    }
    stack.push(...ways);
  }
  return undefined;
}
