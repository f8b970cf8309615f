/** The registers of a pattern, given to groups and repetitions as they ask. */
export interface Memory {
  /** What they hold at the start. */
  readonly registers: number[];
  /** The first register of each group whose captures matter; the second follows it. */
  readonly slots: Record<number, number>;
  /** How many states record a capture. */
  stores: number;
}
