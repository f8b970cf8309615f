import type { AdaLoraConfig } from "../../../config/types.ts";
import type { Rule } from "../../rule.ts";

type Ranks = Readonly<Record<"r" | "initR" | "targetR", number>>;

/**
 * AdaLoRA's rank is `initR`, not r.
 *
 * @breaks adalora { r: 16 }
 * @keeps adalora { initR: 16 }
 * @see peft/tuners/adalora/config.py AdaLoraConfig.__post_init__
 */
export const adaloraRankIgnored: Rule<Ranks, AdaLoraConfig> = {
  code: "adalora-rank-ignored",
  stage: "warned",
  reads: ["r"],
  find({ r, initR, targetR }, report) {
    if (r !== 8) report(["r"], { r, initR, targetR });
  },
  words: ({ r, targetR }) => [
    "PEFT warns and ignores `r`: with AdaLoRA every module starts at `initR`, which is {initR!}.",
    r > targetR ? "Remove `r`, or replace it with `initR: {r}`." : "Remove `r`.",
  ],
};
