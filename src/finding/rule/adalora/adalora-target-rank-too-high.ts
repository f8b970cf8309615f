import type { AdaLoraConfig } from "../../../config/types.ts";
import type { Rule } from "../../rule.ts";

/**
 * `targetR` is less than `initR`.
 *
 * @breaks adalora { initR: 8, targetR: 8 }
 * @keeps adalora { initR: 9, targetR: 8 }
 * @see peft/tuners/adalora/layer.py RankAllocator.mask_to_budget
 * @remarks PEFT notices at the first pruning step only.
 */
export const adaloraTargetRankTooHigh: Rule<{ targetR: number; initR: number }, AdaLoraConfig> = {
  code: "adalora-target-rank-too-high",
  stage: "training",
  raises: "RuntimeError",
  by: "prune",
  reads: ["targetR", "initR"],
  find({ targetR, initR }, report) {
    if (targetR < initR || initR < 1) return;
    report(["targetR"], { targetR, initR });
  },
  words: ({ targetR, initR }, say) => [
    `${say.name("targetR")} (${targetR}) is not below ${say.name("initR")} (${initR}), so there is nothing to prune (torch's kthvalue is out of range)`,
    `Write ${say.setting("initR", targetR + 1)} or more, or a lower ${say.name("targetR")}.`,
  ],
};
