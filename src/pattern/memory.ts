import type { Registers } from "./machine.ts";

/** The registers of a pattern, given to groups and repetitions as they ask. */
export class Memory {
  /** What they hold at the start. */
  readonly registers: number[] = [];
  /** Those with the start of the latest round of a repetition. */
  readonly lasts = new Set<number>();
  /** The first register of each group whose captures matter; the second follows it. */
  readonly slots = new Map<number, number>();
  /** How many states record a capture. */
  stores = 0;

  /** The first register of a group, whose captures are kept from now on. */
  keep(group: number): number {
    const slot = this.slots.get(group) ?? this.registers.push(-1, -1) - 2;
    this.slots.set(group, slot);
    return slot;
  }
}

/** Where a capture starts and ends; nothing when its group took no part. */
export function spanAt(registers: Registers, slot: number): readonly [number, number] | undefined {
  const [start = -1, end = -1] = [registers[slot], registers[slot + 1]];
  return start >= 0 && end >= start ? [start, end] : undefined;
}
