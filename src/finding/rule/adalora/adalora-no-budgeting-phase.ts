import type { AdaLoraConfig } from "../../../config/types.ts";
import type { Rule } from "../../rule.ts";
import { findAt } from "../form.ts";
import { phasesHint } from "./phases.ts";

type Schedule = Readonly<Record<"tinit" | "tfinal" | "totalStep", number>>;

/**
 * tinit + tfinal is less than `totalStep`.
 *
 * @breaks adalora { tinit: 900 }
 * @keeps adalora { tinit: 899 }
 * @see peft/tuners/adalora/config.py AdaLoraConfig.__post_init__
 */
export const adaloraNoBudgetingPhase: Rule<Schedule, AdaLoraConfig> = {
  code: "adalora-no-budgeting-phase",
  stage: "construction",
  raises: "ValueError",
  ...findAt(
    "tinit",
    ({ totalStep, tinit, tfinal }: AdaLoraConfig) =>
      totalStep !== null &&
      totalStep >= 1 &&
      tinit >= totalStep - tfinal && { tinit, tfinal, totalStep },
  ),
  reads: ["totalStep"],
  words: [
    "`tinit` ({tinit!}) and `tfinal` ({tfinal!}) leave no step for pruning, as `totalStep` is {totalStep!}",
    phasesHint,
  ],
};
