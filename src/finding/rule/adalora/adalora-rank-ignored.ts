import type { AdaLoraConfig } from "../../../config/types.ts";
import type { Rule } from "../../rule.ts";
import { findAt } from "../form.ts";

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
  words: ["PEFT warns and ignores `r`: AdaLoRA's rank is `initR` ({initR!}).", "Remove `r`."],
};
