import type { Registers } from "./machine.ts";

/** The registers of a pattern: which group or repetition has which. */
export class Memory {
  /** What they hold at the start. */
  readonly registers: number[] = [];
  /** Those with the start of the latest round of a repetition. */
  readonly lasts = new Set<number>();
  /** The first register of each group whose captures matter; the second follows it. */
  readonly slots = new Map<number, number>();
  /** How many states record a capture. */
  stores = 0;

  /** Gives a group its registers. */
  keep(group: number): void {
    if (!this.slots.has(group)) this.slots.set(group, this.registers.push(-1, -1) - 2);
  }

  /** Where a group's capture starts and ends; nothing when it took no part. */
  span(registers: Registers, group: number): readonly [number, number] | undefined {
    const slot = this.slots.get(group) ?? -1;
    const [start = -1, end = -1] = [registers[slot], registers[slot + 1]];
    return start >= 0 && end >= start ? [start, end] : undefined;
  }
}
