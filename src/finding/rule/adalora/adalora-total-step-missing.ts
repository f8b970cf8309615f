import type { AdaLoraConfig } from "../../../config/types.ts";
import type { Rule } from "../../rule.ts";
import { findIf } from "../form.ts";

/**
 * AdaLoRA has a `totalStep`.
 *
 * @breaks adalora { totalStep: null }
 * @keeps adalora {}
 * @see peft/tuners/adalora/config.py AdaLoraConfig.__post_init__
 */
export const adaloraTotalStepMissing: Rule<Readonly<Record<string, never>>, AdaLoraConfig> = {
  code: "adalora-total-step-missing",
  stage: "construction",
  raises: "ValueError",
  ...findIf("totalStep", ({ totalStep }: AdaLoraConfig) => totalStep === null),
  reads: undefined,
  words: [
    "AdaLoRA needs `totalStep`, the number of optimiser steps",
    "Write `totalStep: 1000` with the steps of your training.",
  ],
};
