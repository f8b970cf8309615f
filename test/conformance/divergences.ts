import type { Input } from "./call.ts";

/** A case in which we knowingly answer otherwise than PEFT. */
export interface Divergence {
  readonly id: string;
  readonly reason: string;
  /** The smallest input that shows it. The run asks it every time: one that no longer diverges fails. */
  readonly example: Input;
  /** What the disagreement says, see `judgementOf`. */
  readonly why: RegExp;
  /** Which other inputs it explains. */
  readonly covers: (input: Input) => boolean;
}

export const divergences: readonly Divergence[] = [];

/** The divergence that explains a disagreement. */
export function divergenceOf(input: Input, why: string): Divergence | undefined {
  return divergences.find((each) => each.why.test(why) && each.covers(input));
}
