import type { AdaLoraConfig } from "../../../config/types.ts";
import type { Rule } from "../../rule.ts";
import { findAt } from "../form.ts";

type Window = Readonly<Record<"deltaT" | "tinit" | "end" | "steps", number>>;

/**
 * `deltaT` has a multiple in the pruning window, after tinit and before the last phase.
 *
 * @breaks adalora { tinit: 0, deltaT: 900 }
 * @keeps adalora { tinit: 0, deltaT: 899 }
 * @see peft/tuners/adalora/layer.py RankAllocator.budget_schedule
 */
export const adaloraNoPruningStep: Rule<Window, AdaLoraConfig> = {
  code: "adalora-no-pruning-step",
  stage: "silent",
  ...findAt("deltaT", ({ deltaT, totalStep, tinit, tfinal }: AdaLoraConfig) => {
    if (totalStep === null || deltaT < 1) return undefined;
    const end = totalStep - tfinal;
    const next = (Math.floor(tinit / deltaT) + 1) * deltaT;
    return tinit < end && next >= end && { deltaT, tinit, end, steps: end - tinit - 1 };
  }),
  reads: ["totalStep"],
  words: ({ steps }) => [
    "No multiple of {deltaT!} lies between steps {tinit!} and {end!}, so PEFT prunes everything at once at step {end!}.",
    steps > 0 ? "Write a `deltaT` of at most {steps!}." : "Raise `totalStep` by {deltaT!}.",
  ],
};
