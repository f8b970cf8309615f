import type { CodeFacts } from "../finding/rule.ts";
import * as experts from "./fault/expert-target.ts";
import * as reach from "./fault/reach.ts";
import { planLayersUnreplicable } from "./fault/replicated.ts";
import * as trained from "./fault/saved-module.ts";
import * as unmatched from "./fault/unmatched.ts";
import * as unsupported from "./fault/unsupported.ts";

/** The facts of every code of plans. `check` has those of the config alone. */
export const planFacts: readonly CodeFacts<never>[] = [
  unmatched.planTargetsMissing,
  unmatched.planNothingAdapted,
  unsupported.planModuleUnsupported,
  unsupported.planVariantUnsupported,
  unsupported.planMambaTarget,
  unsupported.planRankTooHigh,
  unsupported.planRankIndivisible,
  unsupported.planInitUnsupported,
  unsupported.planBlocksUnsupported,
  planLayersUnreplicable,
  experts.planExpertsHalf,
  experts.planParameterUnsupported,
  experts.planExpertsRewritten,
  experts.planLinearsSkipped,
  experts.planExpertsFrozen,
  unmatched.planEntryUnmatched,
  unmatched.planEntryPartial,
  unmatched.planLayerAbsent,
  unmatched.planKeyUnmatched,
  unmatched.planExclusionUnmatched,
  unmatched.planPatternUndecided,
  trained.planSavedUnsupported,
  trained.planSavedUnmatched,
  trained.planTokensUnsupported,
  trained.planTiedTarget,
  trained.planTiedUnsupported,
  reach.planTowerAdapted,
  reach.planRouterAdapted,
  reach.planAdapterLarge,
];
