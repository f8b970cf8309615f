import type { AdaLoraConfig } from "../../../config/types.ts";
import type { Rule } from "../../rule.ts";
import { findAt } from "../form.ts";

/**
 * tfinal is at least 1.
 *
 * @breaks adalora { tfinal: 0 }
 * @keeps adalora { tfinal: 1 }
 * @see peft/tuners/adalora/model.py AdaLoraModel.update_and_allocate
 */
export const adaloraFinalPruningMissed: Rule<{ totalStep: number }, AdaLoraConfig> = {
  code: "adalora-final-pruning-missed",
  stage: "silent",
  ...findAt(
    "tfinal",
    ({ tfinal, totalStep }: AdaLoraConfig) => tfinal === 0 && totalStep !== null && { totalStep },
  ),
  reads: ["totalStep"],
  words: [
    "PEFT prunes to `targetR` at step {totalStep!}, but a training loop that counts from 0 ends one step earlier.",
    "Write `tfinal: 1` or more, and keep `tinit` + `tfinal` below `totalStep`.",
  ],
};
