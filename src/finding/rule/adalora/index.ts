import type { AdaLoraConfig } from "../../../config/types.ts";
import type { FindingData } from "../../diagnostic.ts";
import type { Rule } from "../../rule.ts";
import { adaloraFinalPruningMissed } from "./adalora-final-pruning-missed.ts";
import { adaloraLastPhaseTooLong } from "./adalora-last-phase-too-long.ts";
import { adaloraNoBudgetingPhase } from "./adalora-no-budgeting-phase.ts";
import { adaloraNoPruningStep } from "./adalora-no-pruning-step.ts";
import { adaloraRankIgnored } from "./adalora-rank-ignored.ts";
import { adaloraRankPatternByHand } from "./adalora-rank-pattern-by-hand.ts";
import { adaloraTargetRankTooHigh } from "./adalora-target-rank-too-high.ts";
import { adaloraTotalStepMissing } from "./adalora-total-step-missing.ts";
import { adaloraWithoutTaskType } from "./adalora-without-task-type.ts";

/** AdaLoRA's own fields: its schedule and its ranks. */
export const adaLoraOwnRules: readonly Rule<FindingData, AdaLoraConfig>[] = [
  adaloraTotalStepMissing,
  adaloraNoBudgetingPhase,
  adaloraLastPhaseTooLong,
  adaloraTargetRankTooHigh,
  adaloraNoPruningStep,
  adaloraFinalPruningMissed,
  adaloraRankIgnored,
  adaloraRankPatternByHand,
  adaloraWithoutTaskType,
];
