/** The registers of a pattern, given to groups and repetitions as they ask. */
export class Memory {
  /** What they hold at the start. */
  readonly registers: number[] = [];
  /** The first register of each group whose captures matter; the second follows it. */
  readonly slots: Record<number, number> = {};
  /** How many states record a capture. */
  stores = 0;

  /** The first register of a group, whose captures are kept from now on. */
  keep(group: number): number {
    this.slots[group] ??= this.registers.push(-1, -1) - 2;
    return this.slots[group];
  }
}
