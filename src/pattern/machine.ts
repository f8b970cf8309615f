/** Captured places, counters and starts of rounds; -1 is unset. */
export type Registers = readonly number[];

/** One way of matching: where it is in the program and in the text, and what it remembers. */
export type Thread = readonly [state: State, position: number, registers: Registers];

/** A place in a program. */
export interface State {
  /** States in which ways may meet are numbered, so that none is gone twice. */
  readonly id?: number;
  /** Where one can go from here, the preferred way last. */
  readonly step: (machine: Machine, position: number, registers: Registers) => readonly Thread[];
}

/** The end of a program, or of a part that is matched on its own. */
export const END: State = { step: () => [] };

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
export function run(machine: Machine, start: Thread, whole: boolean): Thread | undefined {
  const seen = new Set<unknown>();
  const stack = [start];
  while (machine.left > 0) {
    const thread = stack.pop();
    if (!thread) break;
    const [state, position, registers] = thread;
    machine.left -= 1 + registers.length;
    if (state === END && (!whole || position === machine.text.length)) return thread;
    if (isNew(machine, thread, seen)) stack.push(...state.step(machine, position, registers));
  }
  return undefined;
}

/** Whether no thread has been here before with the same text left and the same memory. */
function isNew({ text, lasts }: Machine, [state, position, registers]: Thread, seen: Set<unknown>) {
  if (state.id === undefined) return true;
  const place = state.id * (text.length + 1) + position;
  const memory = registers.map((value, i) => (lasts.has(i) ? value === position : value));
  const size = seen.size;
  return seen.add(memory.length > 0 ? `${place} ${memory}` : place).size > size;
}
