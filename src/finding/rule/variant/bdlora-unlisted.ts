import type { LoraConfig } from "../../../config/types.ts";
import type { NoData, Rule } from "../../rule.ts";
import { findIf } from "../form.ts";

/**
 * With `matchStrict` the lists of BD-LoRA name the target modules.
 *
 * @breaks { useBdlora: {} }
 * @keeps { useBdlora: { matchStrict: false } }
 * @see peft/tuners/lora/variants.py BdLoraLinearVariant.init
 */
export const bdloraUnlisted: Rule<NoData, LoraConfig> = {
  code: "bdlora-unlisted",
  stage: "injection",
  raises: "ValueError",
  ...findIf(
    "useBdlora",
    ({ useBdlora }) =>
      useBdlora?.matchStrict &&
      !useBdlora.targetModulesBdA?.length &&
      !useBdlora.targetModulesBdB?.length,
  ),
  words: [
    "`matchStrict` is {=true}, but neither `targetModulesBdA` nor `targetModulesBdB` names a module",
    "Name every target module in `targetModulesBdA` or `targetModulesBdB`.",
  ],
};
