import type { Input } from "./call.ts";

/** A case in which we knowingly answer otherwise than PEFT. */
export interface Divergence {
  readonly id: string;
  readonly where: "verdicts" | "files";
  readonly reason: string;
  /** The smallest input that shows it. The run asks it every time: one that no longer diverges fails. */
  readonly example: Input;
  /** What the disagreement says, see `judgementOf`. */
  readonly why: RegExp;
  /** Which other inputs it explains. */
  readonly covers: (input: Input) => boolean;
}

export const divergences: readonly Divergence[] = [
  {
    id: "number-for-init",
    where: "files",
    reason:
      "A file's 1 for initLoraWeights is read as true, which PEFT's layers do not understand.",
    example: { peftType: "LORA", targetModules: ["q_proj"], initLoraWeights: 1 },
    why: /'int' object has no attribute 'lower'/,
    covers: ({ initLoraWeights }) => initLoraWeights === 1,
  },
];

/** The divergence that explains a disagreement. */
export function divergenceOf(
  input: Input,
  why: string,
  where: Divergence["where"],
): Divergence | undefined {
  return divergences.find(
    (each) => each.where === where && each.why.test(why) && each.covers(input),
  );
}
