import type { AdaLoraConfig } from "../../../config/types.ts";
import type { Rule } from "../../rule.ts";
import { findAt } from "../form.ts";

type Ranks = Readonly<Record<"targetR" | "initR" | "least", number>>;

/**
 * `targetR` is less than `initR`.
 *
 * @breaks adalora { initR: 8, targetR: 8 }
 * @keeps adalora { initR: 9, targetR: 8 }
 * @see peft/tuners/adalora/layer.py RankAllocator.mask_to_budget
 * @remarks PEFT notices at the first pruning step only.
 */
export const adaloraTargetRankTooHigh: Rule<Ranks, AdaLoraConfig> = {
  code: "adalora-target-rank-too-high",
  stage: "training",
  raises: "RuntimeError",
  by: "prune",
  ...findAt(
    "targetR",
    ({ targetR, initR }: AdaLoraConfig) =>
      targetR >= initR && initR >= 1 && { targetR, initR, least: targetR + 1 },
  ),
  reads: ["targetR", "initR"],
  words: [
    "`targetR` ({targetR!}) is not below `initR` ({initR!}), so there is nothing to prune",
    "Write `initR: {least}` or more, or a lower `targetR`.",
  ],
};
