import type { AdaLoraConfig } from "../../../config/types.ts";
import type { Rule } from "../../rule.ts";

/**
 * AdaLoRA's rank is `initR`, not r.
 *
 * @breaks adalora { r: 16 }
 * @keeps adalora { initR: 16 }
 * @see peft/tuners/adalora/config.py AdaLoraConfig.__post_init__
 */
export const adaloraRankIgnored: Rule<{ initR: number }, AdaLoraConfig> = {
  code: "adalora-rank-ignored",
  stage: "warned",
  ...findAt("r", ({ r, initR }: AdaLoraConfig) => r !== 8 && { initR }),
  words: [
    "PEFT warns and ignores `r`: with AdaLoRA every module starts at `initR`, which is {initR!}.",
    "Write the rank as `initR`, and remove `r`.",
  ],
};
